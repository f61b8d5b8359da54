package io.seedmill.generators.sources.files;

/**
 * How finely files are looked at; changes no record.
 *
 * @param blockBytes how many bytes of lines one thread counts at once, and one digest is over
 * @param placeBytes how many bytes there are between two places at which reading can begin, at
 *     least
 */
record Grain(int blockBytes, long placeBytes) {

  static final Grain USUAL = new Grain(16 << 20, 128 << 10);
}
