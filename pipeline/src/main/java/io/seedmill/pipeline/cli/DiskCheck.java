package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.plan.DiskEstimate;
import io.seedmill.pipeline.run.RunFiles;
import io.seedmill.transforms.storage.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Finds folders of this machine that have too little room for a run. The estimate is of text, so a
 * run that is said not to fit may fit.
 */
final class DiskCheck {

  private static final long MEGABYTE = 1_000_000;

  private final ToLongFunction<Path> room;

  /** Checks against the room that there is. */
  DiskCheck() {
    this(DiskCheck::room);
  }

  /**
   * Checks against some room.
   *
   * @param room returns the free bytes where a folder is or will be
   */
  DiskCheck(ToLongFunction<Path> room) {
    this.room = room;
  }

  /** Returns a sentence for each folder with too little room. */
  List<String> tooSmall(RunFiles files, DiskEstimate need) {
    Map<String, Long> needs = new LinkedHashMap<>();
    if (files.areThisMachines()) {
      needs.merge(files.output(), need.dataset(), Long::sum);
      needs.merge(files.spill(), need.waiting(), Long::sum);
    }
    needs.keySet().removeIf(place -> !Storage.isLocal(place));
    return needs.entrySet().stream()
        .filter(each -> each.getValue() > room.applyAsLong(Path.of(each.getKey())))
        .map(each -> sentence(each.getKey(), each.getValue()))
        .toList();
  }

  private String sentence(String folder, long bytes) {
    return ("the run needs about %s of disk in '%s' until it is published, and %s are free there; it"
            + " stops when the disk is full. Make room, have less of it (output: {compression:"
            + " zstd}), or let samples wait elsewhere (--tempLocation=<folder>)")
        .formatted(megabytes(bytes), folder, megabytes(room.applyAsLong(Path.of(folder))));
  }

  private static long room(Path folder) {
    Path there = folder.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there.toFile().getUsableSpace();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", bytes / MEGABYTE);
  }
}
