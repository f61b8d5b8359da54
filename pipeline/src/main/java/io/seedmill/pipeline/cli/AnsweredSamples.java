package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Generator;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.InvalidSpecException;
import io.seedmill.pipeline.dataset.SpecFile;
import io.seedmill.pipeline.dataset.SpecPreparation;
import io.seedmill.pipeline.dataset.SpecReader;
import io.seedmill.transforms.generate.WorkerContext;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The samples that answers name: records of a published run, or made again from a spec.
 *
 * @param samples by {@link Answer#key}
 * @param all the number of samples of the dataset, answered or not
 */
record AnsweredSamples(Map<Object, Question> samples, long all) {

  private static final String OPTION = "--dataset";
  private static final int MOST_SHOWN = 5;

  /**
   * A sample.
   *
   * @param record as it is published
   * @param generator the name of what made it
   */
  record Question(JsonNode record, String generator) {}

  /** Returns the sample of an answer. */
  Question of(Answer answer) {
    return samples.get(answer.key());
  }

  /** Returns true if a value of {@code --dataset} names a spec, not an output. */
  static boolean isSpec(String dataset) {
    try {
      return Files.isRegularFile(Path.of(dataset))
          || (DatasetOptions.BUILT_IN.contains(dataset) && !Files.exists(Path.of(dataset)));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Finds records of a published run. */
  static AnsweredSamples published(
      List<Answer> answers, String dataset, RunnerOptions given, CommandSpec command)
      throws IOException, BadInputException {
    Map<Object, Question> samples = new HashMap<>();
    Set<Object> wanted = answers.stream().map(Answer::key).collect(Collectors.toSet());
    try (PublishedRun published = PublishedRun.open(OPTION, dataset, given, command)) {
      Manifest manifest = published.manifest();
      published.read(
          line -> {
            JsonNode record = CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8));
            String entry = record.path("generator").asText();
            Answer.Index index = new Answer.Index(entry, record.path("index").longValue());
            for (Object key : List.of(record.path("id").asText(), index)) {
              if (wanted.contains(key)) {
                samples.put(
                    key, new Question(record, manifest.generators().get(entry).generator()));
              }
            }
            return true;
          });
      AnsweredSamples found = new AnsweredSamples(samples, manifest.counts().unique());
      found.requireAll(answers, "run '" + manifest.run() + "'");
      return found;
    }
  }

  /** Makes samples of a spec again. */
  static AnsweredSamples regenerated(
      List<Answer> answers,
      String dataset,
      PluginOptions plugins,
      RunnerOptions given,
      PrintWriter warnings)
      throws Exception {
    Map<String, Set<Long>> wanted = new TreeMap<>();
    for (Answer answer : answers) {
      Answer.Index sample =
          answer
              .sample()
              .orElseThrow(
                  () ->
                      new BadInputException(
                          ("<answers>: %s: found an id alone; allowed: 'generator' and 'index' of"
                                  + " the record where --dataset is a spec")
                              .formatted(answer.inWords())));
      wanted.computeIfAbsent(sample.entry(), key -> new TreeSet<>()).add(sample.index());
    }
    try (StorageInputs inputs = given.inputs()) {
      DatasetSpec spec = spec(dataset, plugins, inputs, warnings);
      Map<Object, Question> samples = new HashMap<>();
      for (Map.Entry<String, Set<Long>> each : wanted.entrySet()) {
        DatasetSpec.Entry entry = entry(spec, each.getKey());
        WorkerContext context = WorkerContext.alone(entry.name(), entry.type(), inputs);
        try (Generator generator = entry.open(context)) {
          for (long index : each.getValue()) {
            SampleLines one = SampleLines.make(entry, spec, IndexRange.of(index), generator);
            samples.put(new Answer.Index(entry.name(), index), question(entry, index, one));
          }
        }
      }
      long all = spec.entries().stream().mapToLong(DatasetSpec.Entry::samples).sum();
      AnsweredSamples found = new AnsweredSamples(samples, all);
      found.requireAll(answers, "spec '" + dataset + "'");
      return found;
    }
  }

  private static Question question(DatasetSpec.Entry entry, long index, SampleLines one)
      throws IOException, BadInputException {
    if (one.records().size() != 1 || !one.failures().isEmpty()) {
      throw new BadInputException(
          "%s: index %d of '%s' cannot be made again: %s; allowed: indices that have one sample"
              .formatted(OPTION, index, entry.name(), one.lines()));
    }
    byte[] line = one.records().get(0).getBytes(StandardCharsets.UTF_8);
    return new Question(CanonicalJson.parse(line), entry.factory().name());
  }

  private static DatasetSpec spec(
      String dataset, PluginOptions plugins, StorageInputs inputs, PrintWriter warnings)
      throws BadInputException, InvalidSpecException, InterruptedException {
    SpecFile file = SpecFile.parse(dataset, DatasetOptions.text(dataset));
    DatasetSpec spec = new SpecReader(plugins.catalogue()).read(file, DatasetSpec.Overrides.NONE);
    file.warnings().forEach(warnings::println);
    return new SpecPreparation(file, System.getenv(), inputs, true).prepare(spec);
  }

  private static DatasetSpec.Entry entry(DatasetSpec spec, String name) throws BadInputException {
    for (DatasetSpec.Entry entry : spec.entries()) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    List<String> names = spec.entries().stream().map(DatasetSpec.Entry::name).toList();
    throw new BadInputException(
        "<answers>: generator: found '%s'; allowed: %s"
            .formatted(name, NearestName.advice(name, names)));
  }

  private void requireAll(List<Answer> answers, String dataset) throws BadInputException {
    List<String> unknown =
        answers.stream().filter(answer -> of(answer) == null).map(Answer::inWords).toList();
    if (!unknown.isEmpty()) {
      throw new BadInputException(
          "<answers>: found %d answers to no record of %s (%s%s); allowed: its records"
              .formatted(
                  unknown.size(),
                  dataset,
                  String.join(", ", unknown.subList(0, Math.min(MOST_SHOWN, unknown.size()))),
                  unknown.size() > MOST_SHOWN ? ", …" : ""));
    }
    for (Answer answer : answers) {
      String id = of(answer).record().path("id").asText();
      if (!answer.id().orElse(id).equals(id)) {
        throw new BadInputException(
            "<answers>: %s: found the id '%s', but in %s it is '%s'; allowed: answers to the same data"
                .formatted(answer.inWords(), answer.id().orElseThrow(), dataset, id));
      }
    }
  }
}
