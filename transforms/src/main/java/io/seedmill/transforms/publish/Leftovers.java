package io.seedmill.transforms.publish;

import io.seedmill.transforms.dedupe.RemovedSamples.Reason;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.FoundFile;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files under their final names that no manifest names. A run that was killed while it published
 * leaves such files, and so does one whose manifest was deleted.
 *
 * <p>An attempt notes, in its temporary folder, which files it is about to name. The folder is
 * removed once the manifest is there.
 *
 * @param parts the files in the folder of parts, and in those of runs with several sets of them
 * @param letters the files in the folder of dead letters
 * @param attempts the runs of all attempts that have a temporary folder
 */
public record Leftovers(List<String> parts, List<String> letters, Set<String> attempts) {

  private static final String NOTE = "publishing";

  private static final String PARTS = "consolidated-";

  private static final Pattern ATTEMPT = Pattern.compile("(.+)-[0-9a-f]{8}/?");

  /**
   * Looks what is there. Manifests are read afterwards, so that a run that is published meanwhile
   * has one.
   */
  public static Leftovers look(Storage storage) throws IOException {
    List<String> parts = new ArrayList<>();
    for (String name : storage.list(DatasetLayout.CONSOLIDATED)) {
      if (name.startsWith(PARTS) && name.endsWith("/")) {
        for (FoundFile file : storage.find(DatasetLayout.CONSOLIDATED + "/" + name)) {
          parts.add(file.path().substring(DatasetLayout.CONSOLIDATED.length() + 1));
        }
      } else {
        parts.add(name);
      }
    }
    List<String> letters = storage.list(DatasetLayout.FAILURES);
    Set<String> attempts = new HashSet<>();
    for (String folder : storage.list(DatasetLayout.TEMPORARY)) {
      runOf(folder).ifPresent(attempts::add);
    }
    return new Leftovers(parts, letters, attempts);
  }

  /** Returns the run of an attempt, given the name of its temporary folder; empty for another. */
  public static Optional<String> runOf(String folder) {
    Matcher attempt = ATTEMPT.matcher(folder);
    return attempt.matches() ? Optional.of(attempt.group(1)) : Optional.empty();
  }

  /**
   * Notes which files an attempt is about to name. A file that is there already is not its own,
   * unless it has noted it before.
   */
  static void note(Storage storage, DatasetLayout layout, List<String> paths) throws IOException {
    String note = layout.temporary(NOTE);
    Set<String> before = new HashSet<>();
    if (storage.size(note).isPresent()) {
      storage.read(note).lines().forEach(before::add);
    }
    List<String> own = new ArrayList<>();
    for (String path : paths) {
      boolean isTurn = path.startsWith(DatasetLayout.TURNS + "/");
      if (isTurn || before.contains(path) || storage.size(path).isEmpty()) {
        own.add(path);
      }
    }
    write(storage, layout, own);
  }

  /** Takes a file from the note that turned out to be another's. */
  static void disown(Storage storage, DatasetLayout layout, String path) throws IOException {
    List<String> lines = storage.read(layout.temporary(NOTE)).lines().toList();
    write(storage, layout, lines.stream().filter(line -> !line.equals(path)).toList());
  }

  private static void write(Storage storage, DatasetLayout layout, List<String> paths)
      throws IOException {
    byte[] lines = (String.join("\n", paths) + "\n").getBytes(StandardCharsets.UTF_8);
    String temporary = layout.temporary(NOTE + "-" + UUID.randomUUID());
    try (PendingFile file = storage.createReplacing(temporary, layout.temporary(NOTE))) {
      file.write(lines, 0, lines.length);
      file.commit();
    }
  }

  /** Returns true if an attempt has begun to name files. */
  public static boolean isNoted(Storage storage, String folder) throws IOException {
    return storage.size(noteIn(folder)).isPresent();
  }

  /**
   * Returns the files that an attempt has named, or was about to; if its run is published, none but
   * the turn to publish, if it still has that.
   *
   * @param folder the name of its temporary folder
   */
  public static List<String> of(Storage storage, String folder) throws IOException {
    Optional<String> run = runOf(folder);
    if (run.isEmpty() || !isNoted(storage, folder)) {
      return List.of();
    }
    boolean isPublished = storage.size(new DatasetLayout(run.get(), "").manifest()).isPresent();
    List<String> named = new ArrayList<>();
    for (String path : storage.read(noteIn(folder)).lines().toList()) {
      boolean isTurn = path.startsWith(DatasetLayout.TURNS + "/");
      if (isTurn ? Turn.isOf(storage, run.get(), path) : !isPublished && !path.isBlank()) {
        named.add(path);
      }
    }
    return named;
  }

  /** Removes the folders of sets of files, or of a turn, in which a file was the last one. */
  public static void removeEmptyFolders(Storage storage, String path) throws IOException {
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    while (folder.startsWith(DatasetLayout.CONSOLIDATED + "/")
        || folder.startsWith(DatasetLayout.TURNS + "/")) {
      storage.deleteIfEmpty(folder);
      folder = folder.substring(0, folder.lastIndexOf('/'));
    }
  }

  private static String noteIn(String folder) {
    return DatasetLayout.TEMPORARY + "/" + folder.replaceFirst("/$", "") + "/" + NOTE;
  }

  /**
   * Returns the files that no manifest names, and that are of no attempt which has a temporary
   * folder.
   *
   * @param manifests all that there are
   * @param unpublished the runs that left a file of keys, and no manifest
   */
  public List<String> unnamed(Collection<Manifest> manifests, Collection<String> unpublished) {
    Set<String> named = new HashSet<>();
    for (Manifest manifest : manifests) {
      manifest.parts().forEach(part -> named.add(part.path()));
      if (manifest.failures() != null) {
        named.add(manifest.failures().path());
      }
    }
    List<String> unnamed = new ArrayList<>();
    for (String part : parts) {
      String path = DatasetLayout.CONSOLIDATED + "/" + part;
      if (part.startsWith(PARTS) && !named.contains(path) && !mayBeOfAnAttempt(part)) {
        unnamed.add(path);
      }
    }
    for (String file : letters) {
      String path = DatasetLayout.FAILURES + "/" + file;
      if (file.startsWith("failures-") && !named.contains(path) && !mayBeOfAnAttempt(file)) {
        unnamed.add(path);
      }
    }
    for (String run : unpublished) {
      if (!attempts.contains(run)) {
        DatasetLayout layout = new DatasetLayout(run, "");
        unnamed.add(layout.keys());
        unnamed.add(layout.report());
        Stream.of(Reason.values()).forEach(reason -> unnamed.add(reason.path(layout)));
      }
    }
    return unnamed;
  }

  private boolean mayBeOfAnAttempt(String name) {
    String rest = name.substring(name.indexOf('-') + 1);
    return attempts.stream()
        .anyMatch(
            run ->
                rest.startsWith(run + ".")
                    || rest.startsWith(run + "-")
                    || rest.startsWith(run + "/"));
  }
}
