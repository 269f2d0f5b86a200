// What EBS keeps: volumes, snapshots, the instances they hang on, and the default encryption of each place. A volume's data key is kept
// as the ciphertext that KMS gave: whoever reads the volume has to have KMS open it.

import { emptyTable, type Table } from "../../base/table.js";
import type { Carrying } from "../../rules/reach/storage.js";
import type { CiphertextData } from "../../world/key.js";
import type { Place } from "../../world/place.js";
import { isKind, kind, type Resource } from "../../world/resource.js";
import { readSlice, slice, writeSlice } from "../../world/slice.js";
import type { World } from "../../world/world.js";

export type Encryption =
  | { readonly is: "none" }
  | {
      readonly is: "kms";
      /** Id of the key. */
      readonly key: string;
      /** The data key as it lies beside the data. Snapshots of a volume carry the volume's own. */
      readonly wrapped: CiphertextData;
    }
  /** It was to be encrypted, and no data key could be had. */
  | { readonly is: "failed" };

export type VolumeState =
  | { readonly is: "creating" }
  | { readonly is: "available" }
  /** The instance's card holds the data key until it is detached; `grant` is what the key was opened by. */
  | { readonly is: "in-use"; readonly instance: string; readonly grant?: string };

export interface VolumeData extends Carrying {
  readonly sizeGib: number;
  readonly encryption: Encryption;
  readonly state: VolumeState;
  /** Id of the snapshot that it was made from. */
  readonly snapshot?: string;
}
export const volumeKind = kind<VolumeData>("volume", "a volume", "volumes");

export interface SnapshotData extends Carrying {
  readonly sizeGib: number;
  readonly encryption: Encryption;
  readonly state: { readonly is: "completed" } | { readonly is: "error"; readonly message: string };
  readonly of: { readonly is: "volume"; readonly volume: string } | { readonly is: "copy"; readonly snapshot: string };
  /** What it has in common with the other snapshots of its volume and their copies; the blocks that it needs (lineage.ts). */
  readonly lineage: string;
  readonly blocks: string;
  /** Accounts that may make volumes and copies from it, by the scenario's names. */
  readonly sharedWith: readonly string[];
  readonly everyone: boolean;
}
export const snapshotKind = kind<SnapshotData>("snapshot", "a snapshot", "snapshots");

/** A machine image with one volume. */
export interface ImageData {
  /** Id of the snapshot that its volume is made from. */
  readonly snapshot: string;
  /** Accounts that may launch from it, by the scenario's names. */
  readonly sharedWith: readonly string[];
  readonly everyone: boolean;
}
export const imageKind = kind<ImageData>("image", "an image", "images");

export interface InstanceData {
  /** Id of the image that it was launched from, and of the volume that came of that. */
  readonly image?: string;
  readonly root?: string;
  readonly stopped?: true;
}
export const instanceKind = kind<InstanceData>("instance", "an instance", "instances");

/** Default encryption of one account in one Region. */
export interface PlaceSettings {
  readonly encryptedByDefault: boolean;
  /** Id of the default key; absent: `aws/ebs`. */
  readonly defaultKey?: string;
}

const settingsSlice = slice<Table<PlaceSettings>>("ebs-settings", emptyTable());

export function settingsOf(world: World, place: Place): PlaceSettings {
  return readSlice(world, settingsSlice).get(`${place.account}/${place.region}`) ?? { encryptedByDefault: false };
}

export function setSettings(world: World & { slices: World["slices"] }, place: Place, settings: PlaceSettings): void {
  writeSlice(world, settingsSlice, readSlice(world, settingsSlice).set(`${place.account}/${place.region}`, settings));
}

/** For comparing: `default encryption of EBS in A us-east-1` is `on, under aws/ebs`. */
export function settingsSaid(world: World): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const [place, { encryptedByDefault, defaultKey = "aws/ebs" }] of readSlice(world, settingsSlice))
    if (encryptedByDefault || defaultKey !== "aws/ebs")
      said.set(
        `default encryption of EBS in ${place.replace("/", " ")}`,
        `${encryptedByDefault ? "on" : "off"}, under ${defaultKey}`,
      );
  return said;
}

const imagesSlice = slice<Table<readonly string[]>>("ebs-images-by-snapshot", emptyTable());

/** Ids of the images that stand for a snapshot. */
export function imagesOf(world: World, snapshot: string): readonly string[] {
  return readSlice(world, imagesSlice).get(snapshot) ?? [];
}

export function setImagesOf(world: World & { slices: World["slices"] }, snapshot: string, images: readonly string[]): void {
  const all = readSlice(world, imagesSlice);
  writeSlice(world, imagesSlice, images.length === 0 ? all.delete(snapshot) : all.set(snapshot, images));
}

/** Whether an account may launch from an image. */
function mayLaunch(image: Resource<ImageData>, account: string): boolean {
  return image.account === account || image.data.everyone || image.data.sharedWith.includes(account);
}

/** An image in `region` that the account has, or that is shared with it. */
export function usableImage(world: World, id: string, { account, region }: Place): Resource<ImageData> | undefined {
  const image = world.resources.get(id);
  return isKind(image, imageKind) && image.region === region && mayLaunch(image, account) ? image : undefined;
}

/** Whether an account may use a snapshot, which says nothing of its key. */
export function maySee(snapshot: Resource<SnapshotData>, account: string): boolean {
  return snapshot.account === account || snapshot.data.everyone || snapshot.data.sharedWith.includes(account);
}
