package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.GeneratorTraits;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An HTTP API as a source: index n is query number n, and its samples are the records of all pages.
 * If one of them fails, the index has no samples.
 */
@AutoService(SourceFactory.class)
public final class HttpFactory implements SourceFactory {

  private static final String FILE = "file";
  private static final String SHA_256 = "sha256";

  private static final Set<String> SETTINGS =
      Set.of(
          HttpSchema.POLITENESS,
          HttpSchema.TIMEOUTS,
          HttpSchema.MAX_ANSWER_BYTES,
          HttpSchema.CACHE);

  private final Timing timing;

  /** The files whose numbers were warned of: the cells of a matrix share a file. */
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /** Creates the source. */
  public HttpFactory() {
    this(Timing.SYSTEM);
  }

  HttpFactory(Timing timing) {
    this.timing = timing;
  }

  @Override
  public String name() {
    return HttpSchema.HTTP;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "Records that an HTTP API gives for each of a list of queries.";
  }

  @Override
  public ParameterSchema parameters() {
    return HttpSchema.create();
  }

  @Override
  public GeneratorTraits traits() {
    return new GeneratorTraits(SETTINGS, true, false, true, true);
  }

  @Override
  public Prepared prepare(Parameters parameters, Preparation at)
      throws UnusableException, IOException {
    HttpSpec spec = HttpSchema.spec(parameters);
    for (String variable : spec.variables()) {
      if (at.generates() && at.environment().getOrDefault(variable, "").isEmpty()) {
        throw new UnusableException(
            "/" + HttpSchema.HTTP,
            "${env:" + variable + "}, a variable of the environment that is not set",
            "variables that are set");
      }
    }
    Optional<String> file = Queries.file(parameters);
    if (file.isEmpty()) {
      return new Prepared(
          OptionalLong.of(Queries.of(parameters).size()),
          JsonNodeFactory.instance.objectNode(),
          JsonNodeFactory.instance.objectNode());
    }
    return prepared(file.get(), spec, at);
  }

  @Override
  public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
    HttpSpec spec = HttpSchema.spec(parameters);
    Set<String> names = new HashSet<>(spec.fields().keySet());
    names.addAll(spec.asked().keySet());
    return Optional.of(names).filter(known -> !known.isEmpty());
  }

  private Prepared prepared(String name, HttpSpec spec, Preparation at) throws UnusableException {
    String pointer = "/" + HttpSchema.QUERIES + "/" + FILE;
    String path = name.contains("://") ? name : at.folder().resolve(name).toString();
    if (!QueryFile.isKnown(path)) {
      throw new UnusableException(pointer, name, QueryFile.ALLOWED);
    }
    QueryFile read;
    try {
      read = QueryFile.read(path, at.inputs());
    } catch (IOException | RuntimeException e) {
      throw new UnusableException(
          pointer, name + ", which cannot be read: " + firstLine(e), QueryFile.ALLOWED);
    }
    int size = read.queries().size();
    if (size == 0 || size > Queries.MOST) {
      throw new UnusableException(
          pointer, name + ", which has " + size + " queries", "1 to " + Queries.MOST);
    }
    JsonNode list = JsonNodeFactory.instance.arrayNode().addAll(read.queries());
    List<InputProblem> problems = Queries.LIST.check(JsonPointer.compile(pointer), list);
    Optional<InputProblem> problem =
        problems.isEmpty()
            ? Queries.unfit(pointer, read.queries(), spec)
            : Optional.of(problems.get(0));
    if (problem.isPresent()) {
      String number = problem.get().path().substring(pointer.length()).replace("/", ", query ");
      throw new UnusableException(
          pointer, name + number + ": " + problem.get().found(), problem.get().allowed());
    }
    if (warned.add(path)) {
      read.rewritten().warn();
    }
    ObjectNode identity = JsonNodeFactory.instance.objectNode().put(SHA_256, read.sha256());
    ObjectNode place =
        JsonNodeFactory.instance.objectNode().put(FILE, path).put(SHA_256, read.sha256());
    return new Prepared(OptionalLong.of(size), identity, place);
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse("");
  }

  @Override
  public Generator open(Parameters parameters, Prepared prepared, GeneratorContext context)
      throws IOException {
    List<JsonNode> queries = Queries.of(parameters);
    if (prepared.place().has(FILE)) {
      String path = prepared.place().get(FILE).textValue();
      QueryFile read = QueryFile.read(path, context.inputs());
      if (!read.sha256().equals(prepared.place().path(SHA_256).textValue())) {
        throw new IOException(path + " is not the file that it was before the run");
      }
      queries = read.queries();
    }
    return new HttpGenerator(
        HttpSchema.spec(parameters), HttpSchema.settings(parameters), queries, context, timing);
  }
}
