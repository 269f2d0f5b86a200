// Traps that AWS accepts and that people fall into: each found on the document alone, with the place and a code. Nothing here decides anything.

import { operatorUse } from "./condition-operators.js";
import type { ConditionClause, LocatedText, PolicyDocument, Span, Statement } from "./document.js";
import { isForNoKey, isKmsAction, nearestKmsAction } from "./kms-actions.js";

export type LintCode =
  | "policy/open-to-everyone"
  | "policy/account-is-everyone-in-it"
  | "policy/for-all-values-holds-when-absent"
  | "policy/via-service-unknown"
  | "policy/context-never-there"
  | "policy/statement-without-effect"
  | "policy/resource-never-matches"
  | "policy/action-without-effect-here"
  | "policy/allow-all-but"
  | "policy/no-such-action";

export interface LintFinding extends Span {
  readonly code: LintCode;
  readonly severity: "warning" | "note";
  /** From 0. */
  readonly statement: number;
  /** What is wrong, then what to write. */
  readonly message: string;
  /** What was probably meant by the text at the place. */
  readonly meant?: string;
}

/** The traps in a policy, in the order of its text. */
export function lintPolicy(document: PolicyDocument): readonly LintFinding[] {
  return document.statements.flatMap((statement) => [
    ...lintPrincipal(statement),
    ...lintPresence(statement, document),
    ...lintActions(statement, document),
    ...lintNames(statement),
    ...lintResources(statement, document),
    ...statement.conditions.flatMap((clause) => lintCondition(clause, statement)),
  ]);
}

function finding(
  code: LintCode,
  severity: LintFinding["severity"],
  statement: Statement,
  place: Span,
  message: string,
): LintFinding {
  return { code, severity, statement: statement.index, start: place.start, end: place.end, message };
}

function lintPrincipal(statement: Statement): readonly LintFinding[] {
  const { principal } = statement;
  if (principal === undefined || statement.effect !== "Allow") return [];
  if (principal.not) {
    return [
      finding(
        "policy/allow-all-but",
        "warning",
        statement,
        principal,
        "Allow with NotPrincipal lets in everybody who is not listed: name whom to allow with Principal",
      ),
    ];
  }
  const star = principal.aws.find(({ text }) => text === "*");
  if (star !== undefined && statement.conditions.length === 0) {
    const message =
      "this lets in every account that gives itself permission: name accounts, or add a condition such as kms:CallerAccount or aws:PrincipalOrgID";
    return [finding("policy/open-to-everyone", "warning", statement, star, message)];
  }
  const account = principal.aws.find(({ text }) => /^\d{12}$|:root$/.test(text));
  if (account === undefined) return [];
  const message = "this is not the root user alone: it leaves the decision to the IAM policies of the whole account";
  return [finding("policy/account-is-everyone-in-it", "note", statement, account, message)];
}

function lintPresence(statement: Statement, document: PolicyDocument): readonly LintFinding[] {
  if (document.kind !== "key") return [];
  const missing = statement.action === undefined ? "Action" : statement.resource === undefined ? "Resource" : undefined;
  if (missing === undefined) return [];
  const message = `KMS accepts a statement without ${missing}, and it has no effect: add "${missing}": ${missing === "Action" ? "the actions" : '"*"'}`;
  return [finding("policy/statement-without-effect", "warning", statement, statement, message)];
}

function lintActions(statement: Statement, document: PolicyDocument): readonly LintFinding[] {
  const patterns = statement.action?.patterns ?? [];
  return patterns.flatMap((pattern) => {
    const message = actionTrap(pattern.text.toLowerCase(), pattern.text, document, statement);
    return message === undefined ? [] : [finding("policy/action-without-effect-here", "warning", statement, pattern, message)];
  });
}

function actionTrap(lower: string, written: string, document: PolicyDocument, statement: Statement): string | undefined {
  if (lower === "kms:reencrypt")
    return "there is no action kms:ReEncrypt: write kms:ReEncryptFrom, kms:ReEncryptTo, or kms:ReEncrypt*";
  if (document.kind !== "key") return undefined;
  if (isForNoKey(lower)) return `${written} is not authorized on a key, so a key policy has no say: allow it in an IAM policy`;
  if (lower === "kms:retiregrant" && statement.effect === "Allow") {
    return "kms:RetireGrant has no effect in a key policy: who may retire a grant is said in the grant";
  }
  return undefined;
}

function lintNames(statement: Statement): readonly LintFinding[] {
  return (statement.action?.patterns ?? []).flatMap((pattern) => {
    if (isKmsAction(pattern.text) || pattern.text.toLowerCase() === "kms:reencrypt") return [];
    const meant = nearestKmsAction(pattern.text);
    const found = finding("policy/no-such-action", "warning", statement, pattern, `KMS has no action ${pattern.text}`);
    return [meant === undefined ? found : { ...found, meant }];
  });
}

function lintResources(statement: Statement, document: PolicyDocument): readonly LintFinding[] {
  if (!mentionsKeyOperations(statement)) return [];
  return (statement.resource?.patterns ?? []).flatMap((pattern) => {
    const message = resourceTrap(pattern, document);
    return message === undefined ? [] : [finding("policy/resource-never-matches", "warning", statement, pattern, message)];
  });
}

function resourceTrap({ text }: LocatedText, document: PolicyDocument): string | undefined {
  if (text === "*") return undefined;
  if (document.kind === "key" && !text.startsWith("arn:"))
    return `"${text}" is no ARN and never matches: in a key policy write "*", which is this key`;
  if (text.includes(":alias/"))
    return "an alias ARN never matches an operation on its key: write the key's ARN, or condition on kms:ResourceAliases";
  return undefined;
}

const aliasOperations = /^kms:(create|update|delete)alias$/i;

function mentionsKeyOperations(statement: Statement): boolean {
  const patterns = statement.action?.patterns ?? [];
  return patterns.some(({ text }) => /^kms:/i.test(text) && !aliasOperations.test(text));
}

function lintCondition(clause: ConditionClause, statement: Statement): readonly LintFinding[] {
  return [...lintForAll(clause, statement), ...lintViaService(clause, statement), ...lintContext(clause, statement)];
}

function lintForAll(clause: ConditionClause, statement: Statement): readonly LintFinding[] {
  if (operatorUse(clause.operator)?.set !== "for-all" || statement.effect !== "Allow") return [];
  const key = clause.key.toLowerCase();
  const isGuarded = statement.conditions.some(
    (other) =>
      other.operator.toLowerCase() === "null" &&
      other.key.toLowerCase() === key &&
      other.values.every(({ text }) => text === "false"),
  );
  if (isGuarded) return [];
  const message = `ForAllValues holds when ${clause.key} is absent: add "Null": { "${clause.key}": "false" }`;
  return [finding("policy/for-all-values-holds-when-absent", "warning", statement, clause, message)];
}

const viaServiceForm = /^[a-z0-9?*-]+\.[a-z0-9?*-]+\.amazonaws\.com$/;
/** Names people write for services that call KMS under another name. */
const viaServiceNames = new Map([
  ["ebs", "ec2"],
  ["aurora", "rds"],
]);

function lintViaService(clause: ConditionClause, statement: Statement): readonly LintFinding[] {
  if (clause.key.toLowerCase() !== "kms:viaservice") return [];
  return clause.values.flatMap((value) => {
    if (value.text.includes("${") || value.text === "*") return [];
    const [service = ""] = value.text.split(".");
    const called = viaServiceNames.get(service);
    const isLike = /like/i.test(clause.operator);
    if (called === undefined && (viaServiceForm.test(value.text) || (isLike && value.text.includes("*")))) return [];
    const form =
      called === undefined
        ? "service.region.amazonaws.com, such as s3.us-east-1.amazonaws.com"
        : value.text.replace(service, called);
    return [
      finding("policy/via-service-unknown", "warning", statement, value, `no service calls KMS as ${value.text}: write ${form}`),
    ];
  });
}

const carriesContext = /^kms:(creategrant|retiregrant|encrypt|decrypt|generatedatakey|reencrypt)/i;

function lintContext(clause: ConditionClause, statement: Statement): readonly LintFinding[] {
  if (!/^kms:encryptioncontext(:|keys$)/i.test(clause.key) || statement.effect !== "Allow") return [];
  const use = operatorUse(clause.operator);
  if (use === undefined || use.operator.negated || use.ifExists || use.set === "for-all" || use.operator.family === "null")
    return [];
  return (statement.action?.patterns ?? []).flatMap((pattern) => {
    if (statement.action?.not === true || /[*?]/.test(pattern.text) || carriesContext.test(pattern.text)) return [];
    const message = `${pattern.text} carries no encryption context, so this condition never holds for it: put it in a statement of its own`;
    return [finding("policy/context-never-there", "warning", statement, pattern, message)];
  });
}
