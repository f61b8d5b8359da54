package io.seedmill.transforms.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * The complete runs of an output that have published the same plan, in files of the same form.
 *
 * @param newest the newest of them whose files are there as it left them; empty for none
 * @param damaged a file of a newer one that is not; empty if there is none
 */
public record SamePlan(Optional<Manifest> newest, Optional<String> damaged) {

  /** No run has published the same plan. */
  public static final SamePlan NONE = new SamePlan(Optional.empty(), Optional.empty());

  /**
   * Finds them.
   *
   * @param plan the plan's fingerprint
   * @param spec the spec as manifests have it
   */
  public static SamePlan in(Storage storage, String plan, JsonNode spec) throws IOException {
    Optional<String> damaged = Optional.empty();
    String form = form(spec);
    for (ManifestFile file : ManifestFile.in(storage, run -> true, text -> text.contains(plan))) {
      Manifest manifest = file.manifest();
      if (!manifest.plan().equals(plan)
          || !manifest.status().equals(Manifest.COMPLETE)
          || !form(manifest.spec()).equals(form)) {
        continue;
      }
      Optional<String> found = PublishedFiles.damaged(storage, manifest);
      if (found.isEmpty()) {
        return new SamePlan(Optional.of(manifest), damaged);
      }
      damaged = damaged.or(() -> found);
    }
    return new SamePlan(Optional.empty(), damaged);
  }

  /** Returns the manifest of the newest complete run of an output; empty where it has none. */
  public static Optional<Manifest> newest(Storage storage) {
    try {
      LatestRun latest = LatestRun.parse(storage.read(DatasetLayout.LATEST_RUN));
      return Optional.of(
          Manifest.parse(storage.read(new DatasetLayout(latest.run(), "").manifest())));
    } catch (IOException e) {
      return Optional.empty(); // none, or damaged
    }
  }

  /** Says why a run makes what another has made before. */
  public void printDamaged(PrintWriter err) {
    if (newest.isEmpty() && damaged.isPresent()) {
      err.printf(
          "seedmill: '%s' of an earlier run of the same plan is not as it was written, so the"
              + " dataset is made again%n",
          damaged.get());
    }
  }

  private static String form(JsonNode spec) {
    StringBuilder form = new StringBuilder();
    for (String key : List.of("name", "output", "card")) {
      if (spec.has(key)) {
        form.append(key).append(CanonicalJson.write(spec.get(key)));
      }
    }
    return form.toString();
  }
}
