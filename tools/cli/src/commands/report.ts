import { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { ExitCode } from '../exit-code.ts';
import { jsonOption, withExamples } from '../options.ts';
import { verifiedLines } from '../output/verified-lines.ts';
import { verifyFolder } from '../reports/verify-folder.ts';
import { historyCommand } from './report-history.ts';

/** `redoubt report verify|history`. */
export function reportCommand(context: CommandContext, onExitCode: (code: ExitCode) => void): Command {
  return new Command('report')
    .description('check and compare the evidence of drills; no cloud has to run')
    .addCommand(verifyCommand(context))
    .addCommand(historyCommand(context, onExitCode));
}

interface VerifyOptions {
  readonly key?: string;
  readonly json: boolean;
}

function verifyCommand({ terminal }: CommandContext): Command {
  const verify = new Command('verify')
    .description(
      'check signature, digests and archive chain, and work times and verdict out again from the raw histories',
    )
    .argument('<folders...>', 'folders that drills have written')
    .option(
      '--key <file>',
      'public key that must have signed them (default: the one inside, whose fingerprint is printed)',
    )
    .addOption(jsonOption())
    .action((folders: readonly string[], { key, json }: VerifyOptions) => {
      const verified = folders.map((folder) => {
        const found = verifyFolder(folder, key);
        if (!json)
          for (const line of verifiedLines(folder, found, { isKeyGiven: key !== undefined })) terminal.print(line);
        return { folder, ...found };
      });
      if (json) terminal.printJson(verified);
    });
  return withExamples(verify, [
    'npm run redoubt -- report verify .redoubt/reports/7',
    'npm run redoubt -- report verify /mnt/evidence/* --key auditors-copy.pub.pem',
    "npm run redoubt -- report verify .redoubt/reports/7 --json | jq '.[0].firstPostedMs'",
    'node tools/drill/auditor/verify-evidence.mjs .redoubt/reports/7      # the same, as one file without the rest',
  ]).addHelpText(
    'after',
    '\nExit codes: 0 every folder holds (a drill that failed may be told truly), 2 usage, 3 no evidence there, 5 refused\n',
  );
}
