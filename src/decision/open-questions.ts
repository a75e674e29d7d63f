import { hardestOf } from "./because.ts";
import type { OpenQuestion } from "./decision.ts";
import { type Entry, statedPayback } from "./entry.ts";
import type { OpenChoice } from "./open-choice.ts";
import type { DecisionInput, Judged, Ruling } from "./verdict.ts";

/** Key under which the quality of a model is answered. */
function qualityKey(entry: Entry, input: DecisionInput): string {
  return entry.source.routes?.openKey ?? input.qualityKeys?.[entry.source.model] ?? "llm.candidates";
}

export function qualityQuestion(entry: Entry, input: DecisionInput): OpenQuestion {
  const { model, routes } = entry.source;
  const asked = routes?.classes.flatMap(({ name, share, gate }) =>
    share > 0 && gate !== "pass" ? [name] : [],
  );
  return {
    key: qualityKey(entry, input),
    question: `Does ${routes?.model ?? model} answer your requests as well as the model in use${asked === undefined ? "" : `, on ${asked.join(" and ")}`}?`,
    test: `Let a third model judge 100 or more of your own requests, answered by both in shuffled order; a gap in win rates below ${input.criteria.qualityDelta.base} passes.`,
  };
}

/** Asked where no model is in use: which of those that nobody compared is good enough. */
export function choiceQuestion({ chosen, next }: OpenChoice): OpenQuestion {
  const more = Math.abs(next.monthUsd - chosen.monthUsd);
  const side = next.monthUsd < chosen.monthUsd ? "less" : "more";
  return {
    key: "llm.candidates",
    question: `Does ${chosen.source.model} answer your requests well enough? ${next.source.name} costs ${Math.round(more).toLocaleString("en-US")} USD/month ${side}.`,
    test: "Let a third model judge 100 or more of your own requests, answered by both in shuffled order, and leave in llm.candidates what is good enough.",
  };
}

const EXPERTISE: OpenQuestion = {
  key: "people.gpuExpertise",
  question: "Can your team run GPU servers, and who is on call for them next year?",
  test: "Name the person and the deputy, and give people.teamHoursPerMonth.",
};

/** Everything that stands between a hosted alternative and the verdict self-host, cheapest to answer first. */
export function openOf(judged: Judged, ruling: Ruling, input: DecisionInput): OpenQuestion[] {
  const { host, gate, outcome, baselines, expertise } = judged;
  const nameOf = (id: string) => ruling.entries.find((entry) => entry.id === id)?.source.name ?? id;
  const lines = outcome.material.map((line) => ({
    key: `${line.alternative}.${line.charge}`,
    question: `What does ${line.name} of ${nameOf(line.alternative)} cost? (${line.because.replace(/\.$/, "")})`,
    test: line.resolve,
  }));
  return [
    ...lines,
    ...(expertise.answer === "unanswered" && baselines.length > 0 ? [EXPERTISE] : []),
    ...(gate.kind === "unanswered" ? [qualityQuestion(host, input)] : []),
    ...(outcome.clause === "7" ? [betweenQuestion(judged, input)] : []),
  ];
}

function betweenQuestion(judged: Judged, input: DecisionInput): OpenQuestion {
  const { host } = judged;
  const { paybackGoodMonths: good, paybackBadMonths: bad } = input.criteria;
  const payback = statedPayback(hardestOf(judged), host);
  const slow = payback.kind === "at" && payback.months >= good.base;
  const type = input.part === "llm" ? host.source.capacity?.instanceType : undefined;
  return {
    key: good.key,
    question: slow
      ? `Is a payback between ${good.base} and ${bad.base} months soon enough?`
      : "Will the volume hold? What is earned back early is lost again over the horizon.",
    test:
      type === undefined
        ? "Measure a month of real load, then run the comparison again."
        : `Rent one ${type} for an hour and serve your own requests: its throughput decides how many are needed.`,
  };
}
