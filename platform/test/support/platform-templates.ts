import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addChecks,
  loadTopology,
  newApp,
  regionOf,
  type StackSite,
  type SynthesizedTemplate,
  type Topology,
} from '@redoubt/cdk-kit';
import type { Seat } from '@redoubt/contracts';
import { Template } from 'aws-cdk-lib/assertions';
import { buildPlatform } from '../../src/platform.ts';

/** Output of a synthesis of the platform. */
export interface PlatformAssembly {
  readonly topology: Topology;
  readonly templates: Readonly<Record<Seat, SynthesizedTemplate>>;
  /** Findings that nobody has acknowledged, of CDK's own validation and of every plugin. */
  readonly findings: readonly string[];
}

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly violations: readonly { readonly ruleName: string; readonly description: string }[];
  }[];
}

const assemblies = new Map<string, Promise<PlatformAssembly>>();

/** The platform's assembly for a topology, synthesized once. */
export function platformAssembly(name = 'default', suffix = 'dev'): Promise<PlatformAssembly> {
  const key = `${name}/${suffix}`;
  const assembly = assemblies.get(key) ?? synthesizePlatform(name, suffix);
  assemblies.set(key, assembly);
  return assembly;
}

/** Synthesizes the platform for a topology as `node infra/main.ts` does, into a folder that is gone afterwards. */
export async function synthesizePlatform(name = 'default', suffix = 'dev'): Promise<PlatformAssembly> {
  const topology = await loadTopology({ TOPOLOGY: name, ENVIRONMENT_SUFFIX: suffix });
  const folder = mkdtempSync(join(tmpdir(), 'platform-'));
  try {
    const app = newApp(folder);
    buildPlatform(app, topology);
    addChecks(app);
    app.synth();
    const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const report = read('validation-report.json') as ValidationReport;
    return {
      topology,
      templates: {
        primary: read(`platform-primary-${suffix}.template.json`),
        secondary: read(`platform-secondary-${suffix}.template.json`),
      },
      findings: report.pluginReports.flatMap(({ violations }) =>
        violations.map(({ ruleName, description }) => `${ruleName}: ${description}`),
      ),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Both templates of a topology, ready for assertions. */
export async function platformTemplates(name?: string): Promise<Readonly<Record<Seat, Template>>> {
  const { templates } = await platformAssembly(name);
  return {
    primary: Template.fromJSON(templates.primary as unknown as Record<string, unknown>),
    secondary: Template.fromJSON(templates.secondary as unknown as Record<string, unknown>),
  };
}

/** Where the template of a seat is deployed. */
export function siteOf(topology: Topology, seat: Seat): StackSite {
  const { primary, secondary } = topology.regions;
  return { topology, region: regionOf(topology, seat), peerRegion: seat === 'primary' ? secondary : primary };
}

export const seats: readonly Seat[] = ['primary', 'secondary'];

/** Properties of the one resource of a type. */
export function propertiesOf(template: Template, type: string): Record<string, unknown> {
  const found = Object.values(template.findResources(type));
  const [only] = found;
  if (only === undefined || found.length !== 1) throw new Error(`expected one ${type}, got ${found.length}`);
  return only['Properties'] as Record<string, unknown>;
}
