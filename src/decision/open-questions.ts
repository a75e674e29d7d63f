import type { OpenQuestion } from "./decision.ts";
import type { Entry } from "./entry.ts";
import type { DecisionInput, Judged, Ruling } from "./verdict.ts";

/** Key under which the quality of a model is answered. */
function qualityKey(entry: Entry, input: DecisionInput): string {
  return input.qualityKeys?.[entry.source.model] ?? "llm.candidates";
}

export function qualityQuestion(entry: Entry, input: DecisionInput): OpenQuestion {
  return {
    key: qualityKey(entry, input),
    question: `Does ${entry.source.model} answer your requests as well as the model in use?`,
    test: "Let a third model judge 100 or more of your own requests, answered by both in shuffled order; a gap below the limit passes.",
  };
}

const EXPERTISE: OpenQuestion = {
  key: "people.gpuExpertise",
  question: "Can your team run GPU servers, and who is on call for them next year?",
  test: "Name the person and the deputy, and give people.teamHoursPerMonth.",
};

/** Everything that stands between a hosted alternative and the verdict self-host, cheapest to answer first. */
export function openOf(judged: Judged, ruling: Ruling, input: DecisionInput): OpenQuestion[] {
  const { host, gate, outcome, baselines } = judged;
  const lines = outcome.material.map((line) => ({
    key: `${line.alternative}.${line.charge}`,
    question: `What does ${line.charge} of ${line.alternative} cost? ${line.because}`,
    test: line.resolve,
  }));
  return [
    ...lines,
    ...(ruling.expertise === "unanswered" && baselines.length > 0 ? [EXPERTISE] : []),
    ...(gate.kind === "unanswered" ? [qualityQuestion(host, input)] : []),
    ...(outcome.clause === "7" ? [betweenQuestion(judged, input)] : []),
  ];
}

function betweenQuestion({ host }: Judged, input: DecisionInput): OpenQuestion {
  const { paybackGoodMonths: good, paybackBadMonths: bad } = input.criteria;
  const type = input.part === "llm" ? host.source.capacity?.instanceType : undefined;
  return {
    key: good.key,
    question: `Is a payback between ${good.base} and ${bad.base} months soon enough?`,
    test:
      type === undefined
        ? "Measure a month of real load, then run the comparison again."
        : `Rent one ${type} for an hour and serve your own requests: its throughput decides how many are needed.`,
  };
}
