const MB = 1024 * 1024

/** How much one upload may hold. Sizes in bytes, counts in pieces. */
export type UploadLimits = {
  /** The upload as it arrives, still packed. */
  packedBytes: number
  /** Files and folders in one archive. */
  entries: number
  /** One file after unpacking. */
  entryBytes: number
  /** All files of one archive after unpacking. */
  totalBytes: number
  /** Unpacked bytes for each packed byte. Notices in XML reach about 30; deflate can reach 1032. */
  ratio: number
  /** Below this size the ratio is not judged: a small file of spaces harms nobody. */
  ratioFromBytes: number
  /** The list of entries at the end of a zip; 20,000 ordinary entries need about 4 MB. */
  zipDirectoryBytes: number
}

export const uploadLimits: UploadLimits = {
  packedBytes: 250 * MB,
  entries: 20_000,
  entryBytes: 20 * MB,
  totalBytes: 1024 * MB,
  ratio: 150,
  ratioFromBytes: 4 * MB,
  zipDirectoryBytes: 16 * MB,
}

/** The most an input of this packed size may unpack to before it counts as a bomb. */
export function bombThreshold(packedBytes: number, limits: UploadLimits): number {
  return Math.max(limits.ratioFromBytes, packedBytes * limits.ratio)
}
