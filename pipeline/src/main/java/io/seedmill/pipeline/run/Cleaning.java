package io.seedmill.pipeline.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.publish.LatestLinks;
import io.seedmill.transforms.publish.Leftovers;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Registry;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.FoundFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What runs have left in an output that is of no use: temporary files, files that no manifest
 * names, links whose file is gone, raw files without a note, uploads that were not ended. What a
 * living run may own is not among it. Where this machine cannot know whether a run lives, its age
 * decides.
 */
public final class Cleaning {

  private final Storage storage;
  private final String output;
  private final Attempts attempts;
  private final Instant limit;
  private final List<FoundFile> removable = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();
  private final Set<String> keptRuns = new HashSet<>();
  private final List<String> folders = new ArrayList<>();
  private final Set<String> forgotten = new TreeSet<>();
  private final Set<String> ofEndedAttempts = new HashSet<>();

  private Cleaning(Storage storage, String output, Instant limit) throws IOException {
    this.storage = storage;
    this.output = output;
    this.attempts = new Attempts(RunFiles.waitingFor(output));
    this.limit = limit;
  }

  /**
   * Looks what can be removed, and removes nothing.
   *
   * @param output the root of {@code storage}
   * @param limit the time before which a file must have been written, if no lock tells whether its
   *     run lives
   * @throws IOException if a manifest is damaged, since nobody knows which files it names
   */
  public static Cleaning of(Storage storage, String output, Instant limit) throws IOException {
    Cleaning cleaning = new Cleaning(storage, output, limit);
    Leftovers leftovers = Leftovers.look(storage);
    cleaning.lookAtAttempts();
    cleaning.lookAtLeases();
    cleaning.lookAtTurns();
    cleaning.lookAtNames(leftovers);
    cleaning.lookAtLinks();
    cleaning.lookAtRawFiles();
    cleaning.lookAtUploads();
    return cleaning;
  }

  /** Returns the files that can be removed. */
  public List<FoundFile> removable() {
    return List.copyOf(removable);
  }

  /** Returns what is kept, and why, a line each. */
  public List<String> kept() {
    return List.copyOf(kept);
  }

  /** Returns the runs that the registry names and whose manifest is gone; it can forget them. */
  public Set<String> forgotten() {
    return Collections.unmodifiableSet(forgotten);
  }

  private void lookAtAttempts() throws IOException {
    for (String name : storage.list(DatasetLayout.TEMPORARY)) {
      String folder = name.replaceFirst("/$", "");
      Optional<String> run = Leftovers.runOf(folder);
      if (run.isEmpty()) {
        continue; // plugins, which later runs share, and leases
      }
      List<FoundFile> files = storage.find(DatasetLayout.TEMPORARY + "/" + folder);
      Attempts.State state = attempts.state(folder);
      boolean isOld = files.stream().allMatch(file -> file.modified().isBefore(limit));
      if (state == Attempts.State.ENDED || (state == Attempts.State.UNKNOWN && isOld)) {
        folders.add(folder);
        removable.addAll(files);
        continue;
      }
      keptRuns.add(run.get());
      kept.add(
          "%s/%s: %s"
              .formatted(
                  DatasetLayout.TEMPORARY,
                  folder,
                  state == Attempts.State.LIVING ? "its run goes on" : "its run may go on"));
    }
  }

  /** A process that lives renews its record again and again. */
  private void lookAtLeases() throws IOException {
    List<FoundFile> leases = new ArrayList<>(storage.find(DatasetLayout.QUEUES));
    leases.addAll(storage.find(DatasetLayout.OWNERS));
    for (FoundFile lease : leases) {
      if (lease.modified().isBefore(limit)) {
        removable.add(lease);
      } else {
        kept.add(lease.path() + ": its run may go on, or a next one takes it over");
      }
    }
  }

  /** A run has its turn to publish for a short time; one that was killed leaves it. */
  private void lookAtTurns() throws IOException {
    for (FoundFile turn : storage.find(DatasetLayout.TURNS)) {
      String run;
      try {
        run = storage.read(turn.path());
      } catch (NoSuchFileException e) {
        continue; // it has ended meanwhile
      }
      if (keptRuns.contains(run)) {
        kept.add(turn.path() + ": run '" + run + "' may go on");
      } else {
        boolean hasEnded =
            folders.stream().anyMatch(each -> Leftovers.runOf(each).equals(Optional.of(run)));
        offer(turn, hasEnded, "the turn of run '" + run + "' to publish");
      }
    }
  }

  private void lookAtNames(Leftovers leftovers) throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    List<String> unpublished = new ArrayList<>();
    for (String name : storage.list(DatasetLayout.METADATA)) {
      if (name.endsWith("/")) {
        DatasetLayout layout = new DatasetLayout(name.substring(0, name.length() - 1), "");
        try {
          manifests.add(Manifest.parse(storage.read(layout.manifest())));
        } catch (NoSuchFileException e) {
          if (storage.size(layout.keys()).isPresent()) {
            unpublished.add(layout.run());
          }
        } catch (JsonProcessingException e) {
          throw new IOException(
              "%s is damaged (%s), so nobody knows which files it names; restore it from a copy first"
                  .formatted(layout.manifest(), CanonicalJson.problem(e)),
              e);
        }
      }
    }
    lookAtRegistry(manifests);
    Set<String> noted = new HashSet<>();
    for (String folder : folders) {
      if (!keptRuns.contains(Leftovers.runOf(folder).orElse(folder))) {
        List<String> named = Leftovers.of(storage, folder);
        noted.addAll(named);
        if (attempts.state(folder) == Attempts.State.ENDED) {
          ofEndedAttempts.addAll(named);
        }
      }
    }
    Leftovers ofNoLivingRun = new Leftovers(leftovers.parts(), leftovers.letters(), keptRuns);
    for (String path : ofNoLivingRun.unnamed(manifests, unpublished)) {
      for (FoundFile file : filesAt(path)) {
        offer(file, noted.contains(path), "no manifest names it");
      }
    }
  }

  private void lookAtRegistry(List<Manifest> manifests) throws IOException {
    Optional<String> text = Registry.read(storage);
    try {
      Registry registry = text.isPresent() ? Registry.parse(text.get()) : Registry.NONE;
      for (Registry.Entry run : registry.gone(manifests.stream().map(Manifest::run).toList())) {
        if (Instant.parse(run.finishedAt()).isBefore(limit)) {
          forgotten.add(run.run());
        } else {
          kept.add(
              "%s: the manifest of run '%s' is gone, but it is of %s"
                  .formatted(DatasetLayout.REGISTRY, run.run(), run.finishedAt()));
        }
      }
    } catch (JsonProcessingException e) {
      kept.add(
          "%s: it is damaged (%s); 'seedmill runs' writes it anew"
              .formatted(DatasetLayout.REGISTRY, CanonicalJson.problem(e)));
    }
  }

  private List<FoundFile> filesAt(String path) throws IOException {
    String folder = path.substring(0, path.lastIndexOf('/'));
    return storage.find(folder).stream().filter(file -> file.path().equals(path)).toList();
  }

  private void lookAtLinks() throws IOException {
    Set<String> going = new HashSet<>(removable.stream().map(FoundFile::path).toList());
    for (var link : LatestLinks.in(storage).entrySet()) {
      if (going.contains(link.getValue()) || storage.size(link.getValue()).isEmpty()) {
        removable.add(new FoundFile(link.getKey(), 0, limit, false));
      }
    }
  }

  private void lookAtRawFiles() throws IOException {
    List<FoundFile> files = storage.find(DatasetLayout.RAW);
    Set<String> paths = new HashSet<>(files.stream().map(FoundFile::path).toList());
    for (FoundFile file : files) {
      boolean hasNote = paths.contains(file.path().replaceFirst("l$", ""));
      boolean isKept =
          keptRuns.stream().anyMatch(run -> file.path().endsWith("-" + run + ".jsonl"));
      if (file.path().endsWith(".jsonl") && !file.isUpload() && !hasNote && !isKept) {
        offer(file, false, "it has no note");
      }
    }
  }

  private void lookAtUploads() throws IOException {
    if (Storage.isLocal(output)) {
      return;
    }
    for (FoundFile file : storage.find("")) {
      if (file.isUpload() && !file.path().startsWith(DatasetLayout.TEMPORARY + "/")) {
        offer(file, false, "an upload that was begun");
      }
    }
  }

  private void offer(FoundFile file, boolean isKnownToBeLeft, String what) {
    if (isKnownToBeLeft || file.modified().isBefore(limit)) {
      removable.add(file);
    } else {
      kept.add("%s: %s, but it is of %s".formatted(file.path(), what, file.modified()));
    }
  }

  /** Removes what can be removed: temporary files last, which tell of the others. */
  public void remove() throws IOException {
    attempts.removeEnded(storage, output);
    Set<String> stillRaw = rawFilesThatAreStillLeft();
    for (FoundFile file : removable) {
      if (ofEndedAttempts.contains(file.path())) {
        continue; // removed just now, unless another attempt has begun to use it
      }
      boolean isRaw = file.path().startsWith(DatasetLayout.RAW + "/") && !file.isUpload();
      if (isRaw && !stillRaw.contains(file.path())) {
        continue; // a run that has begun meanwhile has written it
      }
      if (file.isUpload()) {
        storage.discardUnfinished(file.path());
      } else if (isLease(file.path())) {
        storage.delete(file.path());
        Leftovers.removeEmptyFolders(storage, file.path());
      } else if (!file.path().startsWith(DatasetLayout.TEMPORARY + "/")) {
        storage.delete(file.path());
        if (file.path().startsWith(DatasetLayout.METADATA + "/")) {
          storage.deleteIfEmpty(file.path().replaceFirst("/[^/]*$", ""));
        }
        Leftovers.removeEmptyFolders(storage, file.path());
      }
    }
    if (!forgotten.isEmpty()) {
      Registry.forget(storage, forgotten);
    }
    for (String folder : folders) {
      attempts.removeUnlocked(storage, folder);
    }
    storage.deleteIfEmpty(DatasetLayout.QUEUES);
    storage.deleteIfEmpty(DatasetLayout.OWNERS);
    storage.deleteIfEmpty(DatasetLayout.TURNS);
    storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
  }

  /** Returns the raw files without a note that nobody has written since they were looked at. */
  private Set<String> rawFilesThatAreStillLeft() throws IOException {
    Set<FoundFile> before = new HashSet<>(removable);
    Set<String> living = new HashSet<>();
    for (String name : storage.list(DatasetLayout.TEMPORARY)) {
      String folder = name.replaceFirst("/$", "");
      if (attempts.state(folder) == Attempts.State.LIVING) {
        Leftovers.runOf(folder).ifPresent(living::add);
      }
    }
    List<FoundFile> now = storage.find(DatasetLayout.RAW);
    Set<String> paths = new HashSet<>(now.stream().map(FoundFile::path).toList());
    Set<String> left = new HashSet<>();
    for (FoundFile file : now) {
      boolean hasNote = paths.contains(file.path().replaceFirst("l$", ""));
      boolean isOfLiving =
          living.stream().anyMatch(run -> file.path().endsWith("-" + run + ".jsonl"));
      if (before.contains(file) && !hasNote && !isOfLiving) {
        left.add(file.path());
      }
    }
    return left;
  }

  private static boolean isLease(String path) {
    return path.startsWith(DatasetLayout.QUEUES + "/")
        || path.startsWith(DatasetLayout.OWNERS + "/")
        || path.startsWith(DatasetLayout.TURNS + "/");
  }
}
