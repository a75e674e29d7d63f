/** Whoever opens a connection, or asks for an address, is told by name. */
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

const refused = (name) => () => {
  process.stderr.write(`SOCKET ${name}\n`);
  throw new Error(`a connection was opened by ${name}`);
};
net.connect = refused("net.connect");
net.createConnection = refused("net.createConnection");
net.Socket.prototype.connect = refused("Socket.connect");
dns.lookup = refused("dns.lookup");
dns.promises.lookup = refused("dns.promises.lookup");
syncBuiltinESMExports();
