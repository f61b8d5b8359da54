package io.seedmill.transforms.storage;

import java.io.Serializable;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of a run's files, relative to the output's root.
 *
 * @param run the run's name
 * @param attempt tells apart the temporary files of runs with the same name
 */
public record DatasetLayout(String run, String attempt) implements Serializable {

  /** The folder of manifests; each run has a folder of its own name in it. */
  public static final String METADATA = "metadata";

  /** The folder of parts of all runs. */
  public static final String CONSOLIDATED = "consolidated";

  /** The begin of the names of links to the newest run's parts. */
  public static final String LATEST_PARTS = "latest";

  private static final String PARTS = "consolidated-";

  /** The folder of dead letters of all runs. */
  public static final String FAILURES = "failures";

  /** The folder of logs of all runs, each in a folder of its name. */
  public static final String LOGS = "logs";

  /** Points at the newest whole run. */
  public static final String LATEST_RUN = "metadata/latest-run.json";

  /** Lists all published runs. */
  public static final String REGISTRY = "metadata/registry.json";

  /** The folder of temporary files of all runs. */
  public static final String TEMPORARY = ".seedmill";

  /** The folder of plugin jars of all runs, each under its digest. */
  public static final String PLUGINS = TEMPORARY + "/plugins";

  /** The folder that says which run publishes the dataset of a plan, a folder for each plan. */
  public static final String TURNS = TEMPORARY + "/turns";

  /** The folder of the leases of tasks that came from a queue. */
  public static final String QUEUES = TEMPORARY + "/queues";

  /** The folder of notes that say which process a run with checkpoints belongs to. */
  public static final String OWNERS = TEMPORARY + "/owners";

  /** The folder of raw files of all runs. */
  public static final String RAW = "data/raw";

  /**
   * Returns the file of part {@code part} of {@code parts}, whose name ends in {@code extension}.
   *
   * @param set the set of files: a folder, and the beginning of names; empty where there is one set
   */
  public String part(String set, int part, int parts, String extension) {
    String number = String.format(Locale.ROOT, "-%05d-of-%05d", part, parts);
    String name = set.isEmpty() ? (parts == 1 ? "" : number) : "/" + set + number;
    return CONSOLIDATED + "/" + PARTS + run + name + extension;
  }

  /** Returns the file of a part of a dataset with one set of files. */
  public String part(int part, int parts, String extension) {
    return part("", part, parts, extension);
  }

  /**
   * Returns the link to a part of this run, as long as the run is the newest; where the run's parts
   * lie in a folder of their own, the link to that.
   */
  public String latest(String part) {
    return CONSOLIDATED + "/" + LATEST_PARTS + linked(part).substring(folder().length());
  }

  /** Returns the target of the link to a part: the part, or the folder of all parts. */
  public String linked(String part) {
    return part.startsWith(folder() + "/") ? folder() : part;
  }

  /** Returns the folder of the run's parts, where there are several sets of them. */
  private String folder() {
    return CONSOLIDATED + "/" + PARTS + run;
  }

  /** The dead letters. */
  public String failures() {
    return FAILURES + "/failures-" + run + ".jsonl";
  }

  /** Returns the folder of what is said of the run. */
  public String metadata() {
    return METADATA + "/" + run;
  }

  /** Returns the path of the manifest. */
  public String manifest() {
    return metadata() + "/manifest.json";
  }

  /**
   * Returns the path of the page that shows the run, which no manifest names: it can be made anew.
   */
  public String report() {
    return metadata() + "/report.html";
  }

  /** A raw file. */
  public String raw(String id) {
    return RAW + "/batch-" + id + "-" + run + ".jsonl";
  }

  /**
   * Returns true if a name in the folder of raw files is that of a task of this run, or of several
   * that are packed, or its note.
   */
  public boolean isRawOfTask(String name) {
    return name.matches(
        "batch-([0-9]+-[0-9]+-[0-9]+|pack-[0-9a-f]{16})-" + Pattern.quote(run) + "\\.jsonl?");
  }

  /**
   * Returns the id of the raw file of several tasks of a run.
   *
   * @param digest of what the tasks are
   */
  public static String packed(byte[] digest) {
    return "pack-" + HexFormat.of().formatHex(digest, 0, 8);
  }

  /**
   * Returns the id of the raw file that a lease on tasks of a queue leads to.
   *
   * @param lease its name, letters and digits
   * @param fingerprint the fingerprint of the entry
   * @param first the first index that was asked for
   * @param end the index after the last
   */
  public static String leased(String lease, String fingerprint, long first, long end) {
    String entry = fingerprint.substring(fingerprint.indexOf(':') + 1).substring(0, 16);
    return "%s-%s-%d-%d".formatted(lease, entry, first, end);
  }

  /**
   * Returns true if a name in the folder of raw files is that of a lease of this run, or its note.
   */
  public boolean isRawOfLease(String name) {
    return name.matches(
        "batch-[0-9a-f]+-[0-9a-f]{16}-[0-9]+-[0-9]+-" + Pattern.quote(run) + "\\.jsonl?");
  }

  /** Returns the path of the note of a raw file. */
  public String rawNote(String id) {
    return RAW + "/batch-" + id + "-" + run + ".json";
  }

  /** Returns the folder of what the run's programs said on standard error. */
  public String logs() {
    return LOGS + "/" + run;
  }

  /** The keys of the run's unique samples: 16 bytes each, ascending. */
  public String keys() {
    return metadata() + "/keys.bin";
  }

  /** The folder of this attempt's temporary files. */
  public String temporaryFolder() {
    return TEMPORARY + "/" + run + "-" + attempt;
  }

  /** The name of a temporary file. */
  public String temporary(String name) {
    return temporaryFolder() + "/" + name;
  }
}
