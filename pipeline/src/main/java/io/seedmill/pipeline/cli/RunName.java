package io.seedmill.pipeline.cli;

import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Finds a name for a run that no published run has. */
final class RunName {

  private static final String ALLOWED = "[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Storage storage;

  RunName(Storage storage) {
    this.storage = storage;
  }

  /** Refuses a name that cannot be part of a file's name; null stands for none. */
  static void check(String given) throws BadInputException {
    if (given != null && isFileOfAllRuns(given)) {
      throw new BadInputException(
          "--run-id: found '%s', the name of a file in the folder '%s'; allowed: any other name"
              .formatted(given, DatasetLayout.METADATA));
    }
    if (given != null && (!given.matches(ALLOWED) || given.length() > 100)) {
      throw new BadInputException(
          ("--run-id: found '%s'; allowed: up to 100 of the letters A to Z, digits, dashes,"
                  + " underscores, and dots in between")
              .formatted(given));
    }
  }

  /**
   * Returns the name that the user gave, or one made from the time, which no other run has: its
   * folder is made now, because several runs may begin in the same second.
   */
  String choose(String given) throws IOException {
    if (given != null) {
      return given;
    }
    String time = TIME.format(Instant.now());
    String name = time;
    for (int i = 2; isPublished(name) || !storage.reserve(folder(name)); i++) {
      name = time + "-" + i;
    }
    return name;
  }

  /** A run's folder lies beside these. Some file systems do not tell letters by their case. */
  private static boolean isFileOfAllRuns(String name) {
    String place = DatasetLayout.METADATA + "/" + name;
    return place.equalsIgnoreCase(DatasetLayout.LATEST_RUN)
        || place.equalsIgnoreCase(DatasetLayout.REGISTRY);
  }

  private static String folder(String name) {
    return new DatasetLayout(name, "").metadata();
  }

  private boolean isPublished(String name) throws IOException {
    return storage.size(new DatasetLayout(name, "").manifest()).isPresent();
  }
}
