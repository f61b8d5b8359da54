package io.seedmill.pipeline.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.seedmill.generators.InlineAssets;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.publish.LatestLinks;
import io.seedmill.transforms.publish.LatestRun;
import io.seedmill.transforms.publish.Leftovers;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.ManifestFile;
import io.seedmill.transforms.publish.Registry;
import io.seedmill.transforms.publish.SignedJson;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.FoundFile;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.storage.StoredAssets;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Compares every file of an output with what its manifests, notes and names say of it: parts, keys,
 * dead letters, manifests, the registry, the pointer and the links to the newest run, raw files and
 * assets.
 */
public final class OutputValidation {

  private final Storage storage;
  private final RecordCheck records;
  private final LongConsumer bytesDone;
  private final Findings findings = new Findings();
  private final List<Manifest> runs = new ArrayList<>();
  private final List<ManifestFile> manifests = new ArrayList<>();
  private final Set<String> present = new HashSet<>();

  /**
   * @param records looks at each record
   * @param bytesDone is told how many bytes more were read
   */
  public OutputValidation(Storage storage, RecordCheck records, LongConsumer bytesDone) {
    this.storage = storage;
    this.records = records;
    this.bytesDone = bytesDone;
  }

  /** Returns what is wrong. */
  public List<Findings.Finding> findings() {
    return findings.all();
  }

  /** Returns the manifests of the runs that were looked at. */
  public List<Manifest> runs() {
    return List.copyOf(runs);
  }

  /** Looks at one run alone. */
  public void checkRun(String run) throws IOException, InterruptedException {
    readManifest(run);
    checkRuns();
  }

  /** Looks at the whole output. */
  public void checkAll() throws IOException, InterruptedException {
    for (String name : storage.list(DatasetLayout.METADATA)) {
      if (name.endsWith("/")) {
        readManifest(name.substring(0, name.length() - 1));
      }
    }
    checkRuns();
    checkPointer();
    checkRegistry();
    for (String path : Leftovers.look(storage).unnamed(runs, List.of())) {
      findings.add(path, "no manifest names it; 'seedmill clean' removes what killed runs left");
    }
    checkRawFiles();
    checkAssets();
  }

  private void checkRuns() throws IOException, InterruptedException {
    Set<String> assets =
        storage.find(StoredAssets.FOLDER).stream().map(FoundFile::path).collect(Collectors.toSet());
    for (Manifest manifest : runs) {
      new RunValidation(storage, manifest, findings, records, assets, bytesDone).run();
      checkReport(new DatasetLayout(manifest.run(), "").report());
    }
  }

  /** A page that is not there can be made at any time. */
  private void checkReport(String path) throws IOException {
    if (storage.size(path).isPresent() && !PageDigest.isRight(readAll(path))) {
      findings.add(path, "it was changed after it was written; 'seedmill report' writes it anew");
    }
  }

  private void readManifest(String run) throws IOException {
    String path = new DatasetLayout(run, "").manifest();
    try {
      String json = readAll(path);
      present.add(run);
      Manifest manifest = Manifest.parse(json);
      if (!manifest.run().equals(run)) {
        findings.add(path, "it is the manifest of run '%s'".formatted(manifest.run()));
      }
      requireAsWritten(path, SignedJson.isAsWritten(json));
      runs.add(manifest);
      manifests.add(ManifestFile.of(manifest, json));
    } catch (NoSuchFileException e) {
      findings.add(path, "the file is missing");
    } catch (JsonProcessingException e) {
      findings.add(path, CanonicalJson.problem(e));
    }
  }

  /**
   * Blanks and the order of fields do not count for a digest, so they are compared by themselves.
   */
  private void requireAsWritten(String path, boolean asWritten) {
    if (!asWritten) {
      findings.add(path, "it was changed after it was written, in blanks or the order of fields");
    }
  }

  private void checkRegistry() throws IOException {
    Optional<String> text = Registry.read(storage);
    bytesDone.accept(text.map(String::length).orElse(0));
    for (String problem : Registry.problems(text, manifests, present)) {
      findings.add(DatasetLayout.REGISTRY, problem);
    }
  }

  private void checkPointer() throws IOException {
    String path = DatasetLayout.LATEST_RUN;
    try {
      String json = readAll(path);
      LatestRun latest = LatestRun.parse(json);
      requireAsWritten(path, json.equals(SignedJson.write(latest)));
      List<Manifest> named = runs.stream().filter(latest::isTo).toList();
      if (named.isEmpty()) {
        findings.add(path, "it names run '%s', which is not there".formatted(latest.run()));
      } else if (storage.hasLinks() && LatestLinks.to(named.get(0), storage).isEmpty()) {
        findings.add(
            DatasetLayout.CONSOLIDATED + "/" + DatasetLayout.LATEST_PARTS + "*",
            "the links do not lead to run '%s'".formatted(latest.run()));
      }
    } catch (NoSuchFileException e) {
      if (runs.stream().anyMatch(run -> run.status().equals(Manifest.COMPLETE))) {
        findings.add(path, "the file is missing");
      }
    } catch (JsonProcessingException e) {
      findings.add(path, CanonicalJson.problem(e));
    }
  }

  private void checkRawFiles() throws IOException {
    List<String> noted = new ArrayList<>();
    List<String> there = new ArrayList<>();
    for (FoundFile file : storage.find(DatasetLayout.RAW)) {
      if (file.path().startsWith(StoredAssets.FOLDER, DatasetLayout.RAW.length() + 1)) {
        checkAsset(file.path());
      } else if (file.path().endsWith(".json")) {
        noted.add(checkNote(file.path()));
      } else {
        there.add(file.path());
      }
    }
    there.removeAll(noted);
    there.forEach(path -> findings.add(path, "no note names it"));
  }

  /** Returns the raw file that a note names. */
  private String checkNote(String path) throws IOException {
    try {
      String json = readAll(path);
      RawNote note = RawNote.parse(json);
      requireAsWritten(path, json.equals(note.toJson()));
      OptionalLong size = storage.size(note.path());
      if (size.isEmpty() || size.getAsLong() != note.bytes()) {
        findings.add(
            note.path(),
            size.isEmpty()
                ? "the file is missing"
                : "%d bytes, not %d".formatted(size.getAsLong(), note.bytes()));
        return note.path();
      }
      for (RawNote.Piece piece : note.damaged(storage)) {
        findings.add(
            note.path(),
            "the lines of '%s' %d to %d are not those that were written"
                .formatted(piece.generator(), piece.first(), piece.end() - 1));
      }
      bytesDone.accept(note.bytes());
      return note.path();
    } catch (JsonProcessingException e) {
      findings.add(path, CanonicalJson.problem(e));
      return path + "l";
    }
  }

  private void checkAssets() throws IOException {
    for (FoundFile file : storage.find(StoredAssets.FOLDER)) {
      checkAsset(file.path());
    }
  }

  private void checkAsset(String path) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\..*", "");
    String found = InlineAssets.sha256(() -> storage.open(path));
    bytesDone.accept(storage.size(path).orElse(0));
    if (!found.equals(name)) {
      findings.add(path, "SHA-256 is %s, not that of its name".formatted(found));
    }
  }

  /** Returns a text; bytes that are no UTF-8 become other characters, so that they differ. */
  private String readAll(String path) throws IOException {
    String text = storage.read(path);
    bytesDone.accept(text.length());
    return text;
  }
}
