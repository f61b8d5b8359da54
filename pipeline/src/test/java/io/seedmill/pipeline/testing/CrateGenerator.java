package io.seedmill.pipeline.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Asset;
import io.seedmill.generators.Fetched;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.GeneratorTraits;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A generator from outside, for tests: crates that hold none to three samples each, some of them
 * equal, some with a picture. Crates whose number is a multiple of ten are broken until a file
 * exists; a crate is counted at once where the spec names no number.
 */
public final class CrateGenerator implements Generator {

  /** The file that mends what is broken. */
  public static final String MENDED = "seedmill.test.crates";

  private static final Instant PACKED = Instant.parse("2026-01-02T03:04:05Z");

  private final GeneratorContext context;
  private final String pictures;

  private CrateGenerator(Parameters parameters, GeneratorContext context) {
    this.pictures = parameters.choice("crates");
    this.context = context;
  }

  /** Returns the number of samples of a crate. */
  public static int count(long index) {
    return (int) (index % 4);
  }

  private static boolean isBroken(long index) {
    return index % 10 == 0 && !Files.exists(Path.of(System.getProperty(MENDED, "not there")));
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws Exception {
    Sample sample = new Sample("{}", task.maxSampleBytes());
    for (long index = task.range().first(); index < task.range().end(); index++) {
      sink.begin(index);
      if (isBroken(index)) {
        sink.fail(
            new SampleFailure(
                index, task.seeds().seedOf(index), 1, "CrateBroken", "crate " + index + " leaks"));
        continue;
      }
      for (int i = 0; i < count(index); i++) {
        sample.clear();
        sample.json(content(index, i));
        sample.finish();
        sink.accept(index, sample);
      }
      sink.end(index, new Fetched(1, 2, PACKED, PACKED.plusSeconds(index), Fetched.End.LAST_PAGE));
    }
  }

  private ObjectNode content(long index, int i) throws IOException {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.put("fruit", "f" + (index * 7 + i / 2) % 60);
    content.put("place", i);
    if (pictures.equals("pictures")) {
      byte[] picture = ("picture of " + index % 5).getBytes(StandardCharsets.US_ASCII);
      content.set("picture", context.assets().keep(new Asset("image/png", picture)));
    }
    return content;
  }

  /** The kind of generator, in tests alone. */
  @AutoService(SourceFactory.class)
  public static final class Factory implements SourceFactory {

    @Override
    public String name() {
      return "crates";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "crates of samples, for tests";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .choice("crates", "what is in them", "plain", List.of("plain", "pictures"))
          .integer("hurry", "changes nothing", 0, 0, 100);
    }

    @Override
    public GeneratorTraits traits() {
      return new GeneratorTraits(Set.of("hurry"), true, true, true, true);
    }

    @Override
    public Prepared prepare(Parameters parameters, Preparation at) throws UnusableException {
      if (parameters.integer("hurry") == 100) {
        throw new UnusableException("/hurry", "100", "no such hurry");
      }
      return new Prepared(
          OptionalLong.of(200),
          JsonNodeFactory.instance.objectNode(),
          JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Generator open(Parameters parameters, Prepared prepared, GeneratorContext context) {
      return new CrateGenerator(parameters, context);
    }
  }
}
