package io.seedmill.pipeline.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.AgainstReport;
import io.seedmill.transforms.publish.Manifest.Cluster;
import io.seedmill.transforms.publish.Manifest.NearReport;
import io.seedmill.transforms.publish.Repetitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells which samples are not in the dataset because of others, or of evaluation texts. */
final class RemovedTables {

  private final Manifest manifest;
  private final RecordSurvey survey;
  private final List<JsonNode> repeating;

  /**
   * @param repeating the first lines of the list of samples that repeat evaluation texts
   */
  RemovedTables(Manifest manifest, RecordSurvey survey, List<JsonNode> repeating) {
    this.manifest = manifest;
    this.survey = survey;
    this.repeating = repeating;
  }

  Map<String, Object> model() {
    return Map.of(
        "pairs", pairs(),
        "unpaired", unpaired(),
        "clusters", clusters(),
        "clusterNote", clusterNote(),
        "repeating", repeating(),
        "repeatingNote", repeatingNote());
  }

  private List<Map<String, Object>> pairs() {
    List<Map<String, Object>> pairs = new ArrayList<>();
    if (manifest.repetitions() == null) {
      return pairs;
    }
    for (Repetitions.Pair pair : manifest.repetitions().pairs()) {
      List<String> examples = new ArrayList<>();
      for (Repetitions.Twins twins : pair.examples()) {
        examples.add(
            ReportPage.grouped(twins.index()) + " = " + ReportPage.grouped(twins.winner()));
      }
      pairs.add(
          Map.of(
              "loser",
              pair.generator(),
              "winner",
              pair.winner() == null ? "any entry" : pair.winner(),
              "samples",
              ReportPage.grouped(pair.samples()),
              "examples",
              String.join(", ", examples),
              "text",
              pair.winner() == null
                  ? ""
                  : pair.examples().stream()
                      .map(twins -> survey.text(pair.winner(), twins.winner()))
                      .filter(text -> !text.isEmpty())
                      .findFirst()
                      .orElse("")));
    }
    return pairs;
  }

  /** Says how many duplicates were never compared with those of other batches. */
  private String unpaired() {
    long count = manifest.counts().duplicates();
    Repetitions found = manifest.repetitions();
    if (found != null) {
      count -= found.pairs().stream().mapToLong(Repetitions.Pair::samples).sum();
      count -= found.others() == null ? 0 : found.others();
    }
    return count <= 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d of the duplicates are not told here: they were left out of a raw file, because an"
                + " equal sample was in it.",
            count);
  }

  private List<Map<String, Object>> clusters() {
    NearReport near = manifest.dedupe().near();
    List<Map<String, Object>> clusters = new ArrayList<>();
    if (near != null) {
      for (Cluster cluster : near.largest()) {
        clusters.add(
            Map.of(
                "generator",
                cluster.generator(),
                "index",
                ReportPage.grouped(cluster.index())
                    + (cluster.run() == null ? "" : " in run " + cluster.run()),
                "others",
                ReportPage.grouped(cluster.others()),
                "text",
                cluster.run() == null ? survey.text(cluster.generator(), cluster.index()) : ""));
      }
    }
    return clusters;
  }

  private String clusterNote() {
    NearReport near = manifest.dedupe().near();
    return near == null || near.removed() == null
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d kept %s: '%s' with a similarity of at least"
                + " %s. A text is shown if it is among the records that were read for this page. All"
                + " samples that were removed are in %s.",
            near.clusters(),
            near.clusters() == 1
                ? "sample has others that are near to it"
                : "samples have others that are near to them",
            near.field(),
            near.threshold(),
            near.removed().path());
  }

  private List<Map<String, Object>> repeating() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JsonNode each : repeating) {
      rows.add(
          Map.of(
              "generator", each.path("generator").asText(),
              "index", ReportPage.grouped(each.path("index").asLong()),
              "place", each.path("file").asText() + ", " + each.path("place").asText(),
              "words", each.path("words").asText()));
    }
    return rows;
  }

  private String repeatingNote() {
    AgainstReport against = manifest.dedupe().against();
    return against == null || against.removed() == null
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d %s compared by %d words in a row. All samples that were removed are in %s.",
            against.texts() - against.tooShort(),
            against.texts() - against.tooShort() == 1
                ? "evaluation text was"
                : "evaluation texts were",
            against.ngrams(),
            against.removed().path());
  }
}
