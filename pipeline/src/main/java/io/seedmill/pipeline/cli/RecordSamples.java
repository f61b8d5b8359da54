package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.input.Counted;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.files.LocalInputs;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.InvalidSpecException;
import io.seedmill.pipeline.dataset.SpecFile;
import io.seedmill.pipeline.dataset.SpecReader;
import io.seedmill.pipeline.validate.PublishedRecord;
import io.seedmill.pipeline.validate.RecordCheck;
import io.seedmill.transforms.generate.WorkerContext;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Scores the answers of some records, and makes some again, to compare them. */
final class RecordSamples implements RecordCheck {

  private final Catalogue catalogue;
  private final Files assets;
  private final Share scoredShare;
  private final Share regeneratedShare;
  private final Map<String, Optional<Scorer>> scorers = new HashMap<>();
  private final Map<String, Map<String, DatasetSpec.Entry>> entries = new HashMap<>();
  private final Map<String, DatasetSpec> specs = new HashMap<>();
  private final TreeSet<String> unscored = new TreeSet<>();
  private final TreeSet<String> unmade = new TreeSet<>();
  private long scored;
  private long regenerated;

  /** Opens a file of the output by its path in it. */
  @FunctionalInterface
  interface Files {

    /** Opens a file. */
    InputStream open(String path) throws IOException;
  }

  RecordSamples(Catalogue catalogue, Files assets, Share scored, Share regenerated) {
    this.catalogue = catalogue;
    this.assets = assets;
    this.scoredShare = scored;
    this.regeneratedShare = regenerated;
  }

  long scored() {
    return scored;
  }

  long regenerated() {
    return regenerated;
  }

  /** Returns what was looked at, and what could not be, in a line. */
  String summary() {
    return "%s scored%s; %s made again%s"
        .formatted(
            Counted.of(scored, "answer"),
            unscored.isEmpty() ? "" : " (not those of " + String.join(", ", unscored) + ")",
            Counted.of(regenerated, "sample"),
            unmade.isEmpty() ? "" : " (not those of " + String.join(", ", unmade) + ")");
  }

  @Override
  public Optional<String> problem(PublishedRecord record, Manifest manifest)
      throws IOException, InterruptedException {
    EntryReport entry = manifest.generators().get(record.generator());
    if (scoredShare.holds(record.id())) {
      Optional<String> problem = problemOfAnswer(record, entry.generator());
      if (problem.isPresent()) {
        return problem;
      }
    }
    return regeneratedShare.holds(record.id()) && regeneratedShare.value() > 0
        ? problemOfBytes(record, entry, manifest)
        : Optional.empty();
  }

  private Optional<String> problemOfAnswer(PublishedRecord record, String generator)
      throws IOException {
    Optional<Scorer> scorer =
        scorers.computeIfAbsent(
            generator, name -> catalogue.generator(name).flatMap(GeneratorFactory::scorer));
    JsonNode sample = CanonicalJson.parse(record.line());
    Optional<String> right =
        scorer.isEmpty() ? Optional.empty() : rightAnswer(sample, scorer.get().rightAnswer());
    if (right.isEmpty()) {
      unscored.add(generator);
      return Optional.empty();
    }
    scored++;
    try {
      double score = scorer.get().score(sample, right.get());
      return score == 1
          ? Optional.empty()
          : Optional.of("by the rule of '%s' its answer scores %s".formatted(generator, score));
    } catch (IllegalArgumentException e) {
      return Optional.of("its answer cannot be scored: " + e.getMessage());
    }
  }

  /** Returns a text, or an asset in Base64; empty if the record has neither. */
  private Optional<String> rightAnswer(JsonNode sample, String field) throws IOException {
    JsonNode value = sample.path(field);
    JsonNode asset = value.path(Asset.FIELD);
    if (asset.path("path").isTextual()) {
      try (InputStream in = assets.open(asset.get("path").textValue())) {
        return Optional.of(Base64.getEncoder().encodeToString(in.readAllBytes()));
      } catch (IOException e) {
        return Optional.empty(); // validation reports that the file is not there
      }
    }
    return Optional.ofNullable(
        value.isTextual() ? value.textValue() : asset.path("base64").textValue());
  }

  private Optional<String> problemOfBytes(
      PublishedRecord record, EntryReport report, Manifest manifest)
      throws IOException, InterruptedException {
    DatasetSpec.Entry entry = entries(manifest).get(record.generator());
    if (entry == null
        || !(entry.factory() instanceof GeneratorFactory factory)
        || factory.version() != report.version()) {
      unmade.add(record.generator());
      return Optional.empty();
    }
    regenerated++;
    String line = new String(record.line(), StandardCharsets.UTF_8);
    try {
      WorkerContext context = WorkerContext.alone(entry.name(), entry.type(), new LocalInputs());
      SampleLines made =
          SampleLines.make(
              entry, specs.get(manifest.run()), IndexRange.of(record.index()), context);
      boolean same =
          made.records().stream()
              .anyMatch(
                  each ->
                      each.equals(line)
                          || (line.contains(Asset.FIELD)
                              && each.startsWith("{\"id\":\"" + record.id() + "\"")));
      return same ? Optional.empty() : Optional.of("made again, it is another sample");
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Returns the entries of the spec in a manifest by name; none where it cannot be read. */
  private Map<String, DatasetSpec.Entry> entries(Manifest manifest) {
    return entries.computeIfAbsent(
        manifest.run(),
        run -> {
          Map<String, DatasetSpec.Entry> byName = new HashMap<>();
          try {
            SpecFile file = SpecFile.parse("manifest.json", manifest.spec().toString());
            DatasetSpec spec = new SpecReader(catalogue).read(file, DatasetSpec.Overrides.NONE);
            specs.put(run, spec);
            spec.entries().forEach(entry -> byName.put(entry.name(), entry));
          } catch (InvalidSpecException e) {
            unmade.add("run " + run + ", whose spec cannot be read again");
          }
          return byName;
        });
  }
}
