package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.cli.report.FailureCause;
import io.seedmill.pipeline.cli.report.RecordSurvey;
import io.seedmill.pipeline.cli.report.ReportPage;
import io.seedmill.pipeline.validate.PageDigest;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.AgainstReport;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import io.seedmill.transforms.write.PartFormats;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;

/** The page about a run beside its manifest. */
final class ReportFile {

  private static final int MOST_SAMPLES = 150;
  private static final int SAMPLES_OF_AN_ENTRY = 10;
  private static final int MOST_REPEATING = 20;

  /** Longer texts are cut, so that the page stays small. */
  private static final int LONGEST_TEXT = 4_000;

  /** Pictures beyond these sizes are left out. */
  private static final int LARGEST_PICTURE = 200_000;

  private static final int LARGEST_PICTURES = 4_000_000;

  private final Storage storage;
  private final Manifest manifest;
  private long pictures;

  ReportFile(Storage storage, Manifest manifest) {
    this.storage = storage;
    this.manifest = manifest;
  }

  /**
   * Writes it, in place of the one that is there.
   *
   * @param failures the most frequent causes of failures
   * @return its path
   */
  String write(List<FailureCause> failures) throws IOException, BadInputException {
    StringWriter page = new StringWriter();
    new ReportPage(manifest, survey(), failures, repeating()).write(page);
    byte[] bytes = PageDigest.added(page.toString()).getBytes(StandardCharsets.UTF_8);
    String attempt = UUID.randomUUID().toString().substring(0, 8);
    DatasetLayout layout = new DatasetLayout(manifest.run(), attempt);
    try (PendingFile file = storage.createReplacing(layout.temporary("report"), layout.report())) {
      file.write(bytes, 0, bytes.length);
      file.commit();
    }
    storage.deleteIfEmpty(layout.temporaryFolder());
    storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
    return layout.report();
  }

  /** Reads the first samples that repeat evaluation texts. */
  private List<JsonNode> repeating() throws IOException {
    AgainstReport against = manifest.dedupe().against();
    List<JsonNode> samples = new ArrayList<>();
    if (against != null && against.removed() != null) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  storage.open(against.removed().path()), StandardCharsets.UTF_8))) {
        String line = lines.readLine();
        while (line != null && samples.size() < MOST_REPEATING) {
          samples.add(CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8)));
          line = lines.readLine();
        }
      }
    }
    return samples;
  }

  private RecordSurvey survey() throws IOException, BadInputException {
    int entries = Math.min(ReportPage.MOST_ENTRIES, Math.max(1, manifest.generators().size()));
    RecordSurvey survey =
        new RecordSurvey(
            Math.max(1, Math.min(SAMPLES_OF_AN_ENTRY, MOST_SAMPLES / entries)), manifest);
    if (PartFormats.areRecords(manifest.format())) {
      Map<String, List<FileReport>> sets =
          manifest.parts().stream()
              .collect(
                  Collectors.groupingBy(
                      part -> part.path().replaceFirst("-[0-9]+-of-[0-9]+", ""),
                      LinkedHashMap::new,
                      Collectors.toList()));
      for (List<FileReport> parts : sets.values()) {
        RecordSurvey.Share share = survey.share(sets.size());
        PublishedRun.read(
            storage,
            parts,
            line ->
                share.add(
                    CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8)), line.length()));
      }
    }
    survey.examples().forEach(this::shorten);
    return survey;
  }

  /** Cuts long texts, and puts pictures that lie in files of their own into the record. */
  private void shorten(JsonNode value) {
    if (value instanceof ObjectNode asset && asset.path(Asset.FIELD) instanceof ObjectNode place) {
      show(asset, place);
      return;
    }
    if (value instanceof ObjectNode object) {
      for (var field : object.properties()) {
        JsonNode text = field.getValue();
        if (text.isTextual() && text.textValue().length() > LONGEST_TEXT) {
          object.put(field.getKey(), cut(text.textValue()));
        }
      }
    }
    value.forEach(this::shorten);
  }

  private static String cut(String text) {
    int end = LONGEST_TEXT - (Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? 1 : 0);
    return "%s… and %s more characters".formatted(text.substring(0, end), text.length() - end);
  }

  private void show(ObjectNode asset, ObjectNode place) {
    String path = place.path("path").asText("");
    boolean isThere = place.path("base64").isTextual();
    if (!isThere && place.path("mediaType").asText().startsWith("image/")) {
      try {
        OptionalLong size = storage.size(path);
        if (size.orElse(Long.MAX_VALUE) <= LARGEST_PICTURE) {
          try (InputStream in = storage.open(path)) {
            place.put("base64", in.readAllBytes());
            place.put("base64", place.get("base64").asText());
          }
          isThere = true;
        }
      } catch (IOException | IllegalArgumentException e) {
        place.put("missing", e.getMessage());
      }
    }
    int length = place.path("base64").asText("").length();
    pictures += length;
    if (isThere && (length > LARGEST_PICTURE * 4 / 3 || pictures > LARGEST_PICTURES)) {
      place.remove("base64");
      asset.put("left out", "%s bytes".formatted(length * 3 / 4));
    }
  }
}
