package io.seedmill.transforms.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.seedmill.transforms.storage.DatasetLayout;

/** Points at a run. */
public record LatestRun(String run, String manifest, String datasetId) {

  /**
   * Reads a pointer.
   *
   * @throws JsonProcessingException if the text is none
   */
  public static LatestRun parse(String json) throws JsonProcessingException {
    LatestRun latest = SignedJson.read(json, LatestRun.class);
    if (latest == null
        || latest.run == null
        || latest.datasetId == null
        || !new DatasetLayout(latest.run, "").manifest().equals(latest.manifest)) {
      throw new JsonMappingException(null, "it names no run with its manifest and datasetId");
    }
    return latest;
  }

  /** Returns true if this is the pointer to a run. */
  public boolean isTo(Manifest manifest) {
    return run.equals(manifest.run()) && datasetId.equals(manifest.datasetId());
  }
}
