/** One document as GetProducts gives it, with a reserved term beside the price on demand. */
export const recorded = (sku: string, more: object = {}) => ({
  product: {
    sku,
    productFamily: "NAT Gateway",
    attributes: {
      usagetype: `NatGateway-${sku}`,
      operation: "",
      regionCode: "us-east-1",
      locationType: "AWS Region",
    },
  },
  serviceCode: "AmazonEC2",
  version: "20261118213000",
  publicationDate: "2026-11-18T21:30:00Z",
  terms: {
    OnDemand: { [`${sku}.T`]: term(sku, "T", {}) },
    Reserved: { [`${sku}.R`]: term(sku, "R", { LeaseContractLength: "1yr" }) },
  },
  ...more,
});

const term = (sku: string, code: string, termAttributes: object) => ({
  offerTermCode: code,
  sku,
  effectiveDate: "2026-11-01T00:00:00Z",
  priceDimensions: {
    [`${sku}.${code}.1`]: {
      rateCode: `${sku}.${code}.1`,
      description: "rounded",
      unit: "Hrs",
      beginRange: "0",
      endRange: "Inf",
      pricePerUnit: { USD: "0.0450000000" },
      appliesTo: [],
    },
  },
  termAttributes,
});
