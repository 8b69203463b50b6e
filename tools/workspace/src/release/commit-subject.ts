/** Kinds of commits; `feat`, `fix` and `perf` make a version. */
export const commitTypes = ['feat', 'fix', 'docs', 'test', 'refactor', 'perf', 'build', 'chore'] as const;

/** Characters of a subject that fit a list of commits. */
const subjectMax = 72;

export interface CommitSubject {
  readonly type: string;
  /** Projects that it names; none for what belongs to the whole repository. */
  readonly projects: readonly string[];
  readonly isBreaking: boolean;
  readonly text: string;
}

/** Reads `type(project, project)!: sentence`. @throws Error that says what is wrong with it */
export function commitSubjectOf(subject: string): CommitSubject {
  const [, type = '', projects = '', breaking = '', text = ''] =
    /^([a-z]+)(?:\(([a-z-]+(?:, [a-z-]+)*)\))?(!?): (\S.*)$/.exec(subject) ?? [];
  if (text === '') throw new Error(`a subject must read type(project): sentence, got ${JSON.stringify(subject)}`);
  if (!commitTypes.some((known) => known === type)) {
    throw new Error(
      `a commit's type must be one of ${commitTypes.join(', ')}, got ${type} in ${JSON.stringify(subject)}`,
    );
  }
  if (subject.length > subjectMax) {
    throw new Error(`a subject may have ${subjectMax} characters, got ${subject.length}: ${JSON.stringify(subject)}`);
  }
  return { type, projects: projects === '' ? [] : projects.split(', '), isBreaking: breaking === '!', text };
}
