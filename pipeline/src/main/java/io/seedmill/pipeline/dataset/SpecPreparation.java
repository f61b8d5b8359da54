package io.seedmill.pipeline.dataset;

import io.seedmill.generators.InputFiles;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.input.Parameters;
import io.seedmill.pipeline.dataset.DatasetSpec.Against;
import io.seedmill.pipeline.dataset.DatasetSpec.Entry;
import io.seedmill.transforms.write.Splits;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lets the generators from outside look at what a spec names: afterwards every program and file is
 * found, and every count is known.
 */
public final class SpecPreparation {

  private final SpecFile file;
  private final Map<String, String> environment;
  private final InputFiles inputs;
  private final boolean generates;
  private boolean checks;
  private final List<InputProblem> problems = new ArrayList<>();
  private final List<FailedCell> failed = new ArrayList<>();

  /** A cell whose generator cannot be used on this machine at this time. */
  private record FailedCell(GeneratorSpec generator, Entry cell, UnusableException cause) {}

  /**
   * @param file the spec; what it names lies beside it
   * @param inputs reads files
   * @param generates whether samples are made afterwards, which may need more than a plan
   */
  public SpecPreparation(
      SpecFile file, Map<String, String> environment, InputFiles inputs, boolean generates) {
    this.file = file;
    this.environment = environment;
    this.inputs = inputs;
    this.generates = generates;
  }

  /**
   * Returns the spec with what was found.
   *
   * @throws InvalidSpecException with everything that cannot be used
   */
  public DatasetSpec prepare(DatasetSpec spec) throws InvalidSpecException, InterruptedException {
    List<GeneratorSpec> generators = new ArrayList<>();
    for (GeneratorSpec generator : spec.generators()) {
      generators.add(
          generator.factory() instanceof SourceFactory outside
              ? prepare(generator, outside)
              : generator);
    }
    if (!failed.isEmpty() && !checks) {
      refuseUnlessAllowed(spec, generators);
    }
    Against against = spec.against() == null ? null : read(spec.against());
    if (problems.isEmpty()) {
      requireFields("/dedupe/fields", spec.dedupeFields(), generators);
      if (spec.near() != null) {
        requireFields("/dedupe/near/field", List.of(spec.near().field()), generators);
      }
      requireFields("/splitBy", plainFields(spec.splits()), generators);
      SchemaReader.problemOf(spec, generators).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw file.refuse(problems);
    }
    return spec.withGenerators(generators).withAgainst(against);
  }

  /** Keeps every cell that cannot be used, so that a command can name them all. */
  public SpecPreparation toCheck() {
    checks = true;
    return this;
  }

  /** Returns a line for each cell that cannot be used, whose samples fail. */
  public List<String> warnings() {
    return failed.stream()
        .map(
            each ->
                "seedmill: the samples of '%s' fail: %s"
                    .formatted(each.cell().name(), each.cause().getMessage()))
        .toList();
  }

  /** Goes on without cells that cannot be used if as many samples may fail, but not without all. */
  private void refuseUnlessAllowed(DatasetSpec spec, List<GeneratorSpec> generators) {
    long all = generators.stream().mapToLong(GeneratorSpec::samples).sum();
    long lost = failed.stream().mapToLong(each -> Math.max(0, each.cell().samples())).sum();
    boolean isAllowed =
        lost < all
            && lost <= spec.maxFailureRate() * all
            && failed.stream()
                .allMatch(
                    each ->
                        each.cell().unique().isEmpty()
                            && each.cell().cell().maxFailureRate().orElse(1) >= 1);
    if (isAllowed) {
      return;
    }
    String otherwise =
        lost < all
            ? "; or a 'maxFailureRate' of %s or more, with which its samples fail"
                .formatted(
                    BigDecimal.valueOf(lost)
                        .divide(BigDecimal.valueOf(all), 6, RoundingMode.UP)
                        .stripTrailingZeros()
                        .toPlainString())
            : "";
    for (FailedCell each : failed) {
      String name = each.cell().name();
      boolean isCell = each.generator().cells().size() > 1;
      tell(
          each.generator(),
          each.cause().parameter(),
          each.cause().getMessage() + (isCell ? " (entry '" + name + "')" : ""),
          each.cause().allowed() + otherwise);
    }
  }

  /** Reads the evaluation texts. */
  private Against read(Against against) {
    try {
      return against.withTexts(
          EvaluationReader.read(
              against.files(), against.ngrams(), against.fields(), file.folder(), inputs));
    } catch (UnusableException e) {
      problems.add(new InputProblem("/dedupe" + e.parameter(), e.getMessage(), e.allowed()));
    } catch (IOException e) {
      problems.add(
          new InputProblem(
              "/dedupe/" + EvaluationReader.KEY,
              "what cannot be read (" + e.getMessage() + ")",
              "what can be read"));
    }
    return against;
  }

  /** Returns the fields of samples that keep them together, without paths into metadata. */
  private static List<String> plainFields(Splits splits) {
    return splits.together().stream()
        .filter(path -> splits.named() && !Sample.RESERVED.contains(path.get(0)))
        .map(path -> path.get(0))
        .toList();
  }

  /** Refuses a field to compare samples by that none has, where the fields of all are known. */
  private void requireFields(String at, List<String> wanted, List<GeneratorSpec> generators) {
    Set<String> known = new TreeSet<>();
    for (int i = 0; i < generators.size() && !wanted.isEmpty(); i++) {
      List<Entry> cells = generators.get(i).cells();
      if (cells.isEmpty()) {
        return; // a filter left none: others of its cells may have the field
      }
      for (Entry cell : cells) {
        Optional<Set<String>> fields = cell.fields();
        if (fields.isEmpty()) {
          return;
        }
        known.addAll(fields.get());
      }
    }
    known.removeAll(Sample.RESERVED);
    for (int i = 0; i < wanted.size(); i++) {
      if (!known.contains(wanted.get(i))) {
        problems.add(
            new InputProblem(
                at.equals("/dedupe/fields") ? at + "/" + i : at,
                "'" + wanted.get(i) + "', a field that no sample has",
                NearestName.advice(wanted.get(i), known)));
      }
    }
  }

  private GeneratorSpec prepare(GeneratorSpec generator, SourceFactory outside)
      throws InterruptedException {
    Map<Parameters, Prepared> found = new HashMap<>();
    if (generator.source().has("repository") && generator.cells().size() > 1) {
      found.putAll(prepareAtOnce(generator, outside));
    }
    List<Entry> cells = new ArrayList<>();
    for (Entry cell : generator.cells()) {
      Prepared prepared = found.get(cell.parameters());
      if (prepared == null) {
        prepared = result(generator, outside, () -> prepare(outside, cell));
        found.put(cell.parameters(), prepared);
      }
      cells.add(cell.with(prepared));
      prepared.failure().ifPresent(cause -> failed.add(new FailedCell(generator, cell, cause)));
    }
    return generator.withCells(cells);
  }

  /** Prepares cells on all cores, because each may have to be set up first. */
  private Map<Parameters, Prepared> prepareAtOnce(GeneratorSpec generator, SourceFactory outside)
      throws InterruptedException {
    Map<Parameters, Future<Prepared>> running = new LinkedHashMap<>();
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      for (Entry cell : generator.cells()) {
        running.computeIfAbsent(
            cell.parameters(), unseen -> workers.submit(() -> prepare(outside, cell)));
      }
      Map<Parameters, Prepared> found = new HashMap<>();
      for (var each : running.entrySet()) {
        found.put(each.getKey(), result(generator, outside, each.getValue()::get));
      }
      return found;
    } finally {
      workers.shutdownNow();
    }
  }

  private Prepared prepare(SourceFactory outside, Entry cell)
      throws UnusableException, IOException, InterruptedException {
    Preparation at = new Preparation(cell.name(), file.folder(), environment, inputs, generates);
    return outside.prepare(cell.parameters(), at);
  }

  /** Returns what was found, or else tells why nothing was. */
  private Prepared result(
      GeneratorSpec generator, SourceFactory outside, Callable<Prepared> preparation)
      throws InterruptedException {
    try {
      return preparation.call();
    } catch (Exception e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      if (cause instanceof InterruptedException interrupt) {
        throw interrupt;
      }
      if (cause instanceof UnusableException unusable) {
        tell(generator, unusable.parameter(), unusable.getMessage(), unusable.allowed());
      } else if (cause instanceof IOException) {
        String found = "what cannot be read (" + cause.getMessage() + ")";
        tell(generator, "/" + outside.name(), found, "what can be read");
      } else {
        throw cause instanceof RuntimeException unexpected
            ? unexpected
            : new IllegalStateException(cause);
      }
      return Prepared.nothing();
    }
  }

  private void tell(GeneratorSpec generator, String parameter, String found, String allowed) {
    problems.add(new InputProblem(parameter, found, allowed).within(generator.at()));
  }
}
