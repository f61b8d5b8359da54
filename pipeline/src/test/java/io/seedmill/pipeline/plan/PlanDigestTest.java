package io.seedmill.pipeline.plan;

import static java.util.Map.entry;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.GeneratorTraits;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.pipeline.dataset.Cell;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.DatasetSpec.Against;
import io.seedmill.pipeline.dataset.Filters;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.transforms.evaluation.EvaluationTexts;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.generate.WorkerSettings.Assets;
import io.seedmill.transforms.near.NearRule;
import io.seedmill.transforms.schema.RecordSchema;
import io.seedmill.transforms.write.PartFormats;
import io.seedmill.transforms.write.Splits;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Every component of a spec and of a plan is in the digest, which is shown by changing it, or on
 * the list of those that do not affect data. A component that is added has to be put in either.
 */
class PlanDigestTest {

  private static final Map<String, String> DO_NOT_AFFECT_DATA =
      Map.ofEntries(
          entry("DatasetSpec.name", "names the dataset, not its samples"),
          entry("DatasetSpec.maxFailureRate", "decides whether a run is published"),
          entry("DatasetSpec.checkpoint", "keeps finished tasks as they are"),
          entry("DatasetSpec.failures", "a retry makes the same sample"),
          entry("DatasetSpec.uniqueBatches", "what a batch leaves out loses in the dataset, too"),
          entry("DatasetSpec.incremental", "the baseline has a digest of its own"),
          entry("DatasetSpec.parts", "parts joined together are the same bytes"),
          entry("DatasetSpec.format", "the samples are the same in any format"),
          entry("DatasetSpec.card", "describes the dataset, not its samples"),
          entry("DatasetSpec.filter", "the cells that it leaves are in the digest"),
          entry("Against.files", "what was read of them is in the digest"),
          entry("Against.fields", "what was read of them is in the digest"),
          entry("GeneratorSpec.name", "its cells have names of their own"),
          entry("GeneratorSpec.factory", "its cells have it, too"),
          entry("GeneratorSpec.axes", "its cells have the values"),
          entry("GeneratorSpec.groupBy", "keeps cells together in a batch"),
          entry("GeneratorSpec.source", "its cells have what follows from it"),
          entry("GeneratorSpec.at", "the place in the file"),
          entry("DatasetSpec.byGenerator", "which file a sample is in"),
          entry("Splits.named", "whether samples without the fields are counted"),
          entry("Entry.shardSize", "the samples of a task"),
          entry("Entry.unique", "the entry has the number of indices that it takes"),
          entry("Entry.cell", "the parameters have its values; its weight balances batches"),
          entry("Entry.ranges", "the indices that are asked for, not the samples there"),
          entry("Prepared.samples", "the entry has the count"),
          entry("Prepared.place", "where a worker finds what the identity describes"),
          entry("Prepared.sources", "the identity has their content"),
          entry("Prepared.taskSize", "rounds the samples of a task"),
          entry("GenerationPlan.keyFields", "in the plan's digest; no sample depends on it"),
          entry("GenerationPlan.preference", "in the plan's digest; no sample depends on it"),
          entry("Outside.type", "the name by which limits are shared"),
          entry("Outside.settings", "the parameters on which no sample depends"),
          entry("Outside.place", "where a worker finds what the identity describes"),
          entry("Outside.shared", "the same"),
          entry("Outside.severalSamples", "follows from the generator and its version"),
          entry("Outside.reproducible", "follows from the generator and its version"),
          entry("Outside.countsItself", "follows from the generator and its version"),
          entry("WorkerSettings.failures", "a retry makes the same sample"),
          entry("WorkerSettings.workers", "the number of workers"),
          entry("WorkerSettings.cache", "where answers are kept"),
          entry("WorkerSettings.output", "where assets are kept"),
          entry("WorkerSettings.layout", "the names of the run's files"),
          entry("WorkerSettings.plugins", "the digest has the generator's version"),
          entry("WorkerSettings.keepLogs", "what programs say beside their samples"));

  private final Set<String> seen = new TreeSet<>();
  private final Set<String> forgotten = new TreeSet<>();

  private record Source(String name, int version) implements SourceFactory {

    @Override
    public String summary() {
      return "a source";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none().integer("a", "a number", 1, 1, 9);
    }

    @Override
    public GeneratorTraits traits() {
      return GeneratorTraits.COMPUTED;
    }

    @Override
    public Prepared prepare(Parameters parameters, Preparation at) {
      return Prepared.nothing();
    }

    @Override
    public Generator open(Parameters parameters, Prepared prepared, GeneratorContext context) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void everyComponentOfASpecIsInTheDigestOrDoesNotAffectData() throws Exception {
    walk(spec(), PlanDigestTest::digest);
    assertThat("neither in the plan's digest nor on the list", forgotten, is(empty()));
  }

  @Test
  void everyComponentOfAPlanIsInTheFingerprintOrDoesNotAffectData() throws Exception {
    walk(plan(spec()), plan -> plan.fingerprint(0));
    assertThat("neither in the fingerprint nor on the list", forgotten, is(empty()));
  }

  @Test
  void theListHasNoComponentThatIsGone() throws Exception {
    walk(spec(), PlanDigestTest::digest);
    walk(plan(spec()), plan -> plan.fingerprint(0));
    Set<String> gone = new TreeSet<>(DO_NOT_AFFECT_DATA.keySet());
    gone.removeAll(seen);
    assertThat(gone, is(empty()));
  }

  private static DatasetSpec spec() throws InvalidParametersException {
    Source source = new Source("source", 1);
    DatasetSpec.Entry cell =
        new DatasetSpec.Entry(
            "e",
            source,
            source.parameters().defaults(),
            10,
            OptionalLong.empty(),
            Cell.single("e"),
            new Prepared(OptionalLong.of(10), json(), json()));
    return new DatasetSpec(
        "d",
        1,
        0,
        1000,
        false,
        FailurePolicy.DEFAULT,
        Assets.INLINE,
        false,
        List.of(
            new GeneratorSpec(
                "g", source, List.of(), List.of(), json(), List.of(cell), JsonPointer.empty())),
        List.of("prompt"),
        Preference.INDEX,
        new Against(List.of("a.jsonl"), 13, List.of("a"), texts("a b c d")),
        new NearRule("prompt", 0.85, 5),
        false,
        new Splits(List.of(new Splits.Split("train", 1)), List.of(List.of("prompt")), true),
        1,
        PartFormats.JSON_LINES,
        RecordSchema.NONE,
        false,
        json(),
        Filters.NONE);
  }

  private static EvaluationTexts texts(String text) {
    EvaluationTexts.Builder texts = new EvaluationTexts.Builder(13);
    texts.file(new EvaluationTexts.Source("a", "line"));
    texts.add(1, text);
    return texts.build();
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String digest(DatasetSpec spec) {
    return new Planner(null).plan(spec, OptionalInt.empty(), List.of()).digest();
  }

  private static GenerationPlan plan(DatasetSpec spec) {
    return new Planner(null).plan(spec, OptionalInt.empty(), List.of()).generation();
  }

  private <R extends Record> void walk(R record, Function<R, String> digest) throws Exception {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String key = record.getClass().getSimpleName() + "." + component.getName();
      seen.add(key);
      if (DO_NOT_AFFECT_DATA.containsKey(key)) {
        continue;
      }
      component.getAccessor().setAccessible(true);
      Object value = component.getAccessor().invoke(record);
      if (value instanceof Record inner) {
        walk(inner, changed -> digest.apply(with(record, component, changed)));
      } else if (value instanceof List<?> list && list.get(0) instanceof Record first) {
        walk(first, changed -> digest.apply(with(record, component, List.of(changed))));
      } else if (digest.apply(with(record, component, other(value))).equals(digest.apply(record))) {
        forgotten.add(key);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> R with(R record, RecordComponent changed, Object value) {
    try {
      RecordComponent[] components = record.getClass().getRecordComponents();
      List<Object> values = new ArrayList<>();
      for (RecordComponent component : components) {
        component.getAccessor().setAccessible(true);
        boolean same = !component.getName().equals(changed.getName());
        values.add(same ? component.getAccessor().invoke(record) : value);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = record.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (R) constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object other(Object value) throws InvalidParametersException {
    if (value instanceof String text) {
      return text.startsWith("{") ? "{\"other\":1}" : text + "x";
    }
    if (value instanceof Long number) {
      return number + 1;
    }
    if (value instanceof Integer number) {
      return number + 1;
    }
    if (value instanceof Double number) {
      return number / 2;
    }
    if (value.equals(List.of(List.of("prompt")))) {
      return List.of(List.of("answer"));
    }
    if (value instanceof Boolean flag) {
      return !flag;
    }
    if (value instanceof Enum<?> word) {
      return Arrays.stream(word.getDeclaringClass().getEnumConstants())
          .filter(constant -> constant != word)
          .findFirst()
          .orElseThrow();
    }
    if (value instanceof Parameters) {
      return new Source("s", 1).parameters().read(json().put("a", 2));
    }
    if (value instanceof Double number) {
      return number + 0.01;
    }
    if (value instanceof RecordSchema) {
      return RecordSchema.of(json().put("prompt", "string"));
    }
    if (value instanceof EvaluationTexts) {
      return texts("e f g h");
    }
    if (value instanceof ObjectNode) {
      return json().put("other", 1);
    }
    assertThat("a value that the test can change", value, is(List.of("prompt")));
    assertThat(value, is(not(List.of("answer"))));
    return List.of("answer");
  }
}
