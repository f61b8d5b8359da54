package io.seedmill.generators.code.flaws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.auto.service.AutoService;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.flaws.Variant.Form;
import io.seedmill.generators.code.flaws.Variant.Part;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Source files with a known flaw, the same files mended, and sound files that look alike.
 *
 * <p>A flaw stands among functions of the program generator. About one sample in three is sound.
 *
 * <p>The difficulty grows with the lines of the file, and where sound code looks like flawed code.
 *
 * <p>Fields: {@code category}; {@code code}; {@code cwe} (such as {@code CWE-89}, or empty); {@code
 * explanation} (what is wrong, or why nothing is); {@code fixed} (the code mended; of sound code,
 * the code itself); {@code flaw} (the name of the flaw that the code has, or looks like); {@code
 * flawed}; {@code language}; {@code lines} (the flawed lines, counted from 1); {@code severity}
 * ({@code none} if nothing is wrong).
 */
public final class PatternDetectorsGenerator implements Generator {

  private final Parameters parameters;
  private final Surroundings surroundings;
  private final List<Flaw> flaws;

  private PatternDetectorsGenerator(Parameters parameters) {
    String language = parameters.text("language");
    this.parameters = parameters;
    this.flaws =
        Flaw.of(parameters.text("category")).stream()
            .filter(flaw -> flaw.language().id().equals(language))
            .toList();
    if (flaws.isEmpty()) {
      throw new IllegalArgumentException(
          "no flaws of the category '%s' in the language '%s'"
              .formatted(parameters.text("category"), language));
    }
    this.surroundings = new Surroundings(flaws.get(0).language());
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws Exception {
    Generator.perSample(parameters, (index, random, sample) -> generate(random, sample))
        .generate(task, sink);
  }

  private void generate(UniformRandomProvider random, Sample sample) {
    Flaw flaw = flaws.get(random.nextInt(flaws.size()));
    int number = random.nextInt(flaw.variants().size());
    Variant variant = flaw.variants().get(number);
    SourceFile file = new SourceFile(flaw, variant, surroundings, random);
    boolean flawed = random.nextInt(3) > 0;
    String code = file.text(flawed ? Form.FLAWED : variant.lookAlike());
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    if (flawed) {
      file.flawedLines().forEach(lines::add);
    }
    List<List<Part>> said = flawed ? variant.say() : variant.safe();
    StringBuilder explanation = new StringBuilder();
    for (Part part : said.get(random.nextInt(said.size()))) {
      part.write(file.drawn(), explanation);
    }
    sample.text("category", flaw.category());
    sample.text("code", code);
    sample.text("cwe", flaw.cwe() == 0 ? "" : "CWE-" + flaw.cwe());
    sample.text("explanation", explanation.toString());
    sample.text("fixed", flawed ? file.text(Form.MENDED) : code);
    sample.text("flaw", flaw.name());
    sample.flag("flawed", flawed);
    sample.text("language", flaw.language().id());
    sample.structure("lines", lines);
    sample.text("severity", flawed ? flaw.severity() : "none");
    int length = (int) code.chars().filter(c -> c == '\n').count();
    sample.difficulty(Math.min(10, 1 + length / 15 + (flawed || !variant.ownLookAlike() ? 0 : 3)));
    sample.note("shown", flaw.shown());
    sample.note("variant", number + 1);
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "pattern-detectors";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "code with known flaws, the code mended, and sound code that looks alike";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .choice("language", "the language of the code", "python", Language.idsOfFiles())
          .choice("category", "the category of the flaws", "security", Flaw.CATEGORIES);
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(
          Set.of(
              "category",
              "code",
              "cwe",
              "explanation",
              "fixed",
              "flaw",
              "flawed",
              "language",
              "lines",
              "severity"));
    }

    @Override
    public Generator create(Parameters parameters) {
      return new PatternDetectorsGenerator(parameters);
    }
  }
}
