package io.seedmill.generators.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.OutsideFactory;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.cache.AnswerCache;
import io.seedmill.generators.parameters.ParameterSchema;
import io.seedmill.generators.parameters.Parameters;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.Set;

/**
 * HTTP APIs as generators: a query is an index, and the records of all pages of its answer are its
 * samples. Answers change over time; what is kept of them in a cache does not.
 */
@AutoService(GeneratorFactory.class)
public final class HttpFactory implements OutsideFactory {

  @Override
  public String name() {
    return "http";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String summary() {
    return "an HTTP API that is asked query by query, politely, once";
  }

  @Override
  public ParameterSchema parameters() {
    return HttpSchema.schema();
  }

  @Override
  public Set<String> settings() {
    return Set.of("politeness", "timeouts", "maxAnswerBytes", "cacheFor", "cacheKeyHeaders");
  }

  @Override
  public boolean givesSeveralSamples() {
    return true;
  }

  @Override
  public boolean isReproducible() {
    return false;
  }

  @Override
  public boolean isDear() {
    return true;
  }

  @Override
  public boolean countsItself() {
    return true;
  }

  @Override
  public Prepared prepare(Parameters parameters, Preparation at) throws UnusableException {
    JsonNode http = parameters.structure("http");
    JsonNode given = parameters.structure("queries");
    if (given.isNull()) {
      throw new UnusableException("/queries", "nothing", Queries.ALLOWED);
    }
    for (String name : ApiSecrets.names(http)) {
      if (at.environment().getOrDefault(name, "").isEmpty()) {
        throw new UnusableException(
            "/http", "${env:" + name + "}, which is not set", "a variable that is set");
      }
    }
    ObjectNode place = JsonNodeFactory.instance.objectNode();
    ObjectNode identity = JsonNodeFactory.instance.objectNode();
    ArrayNode queries;
    if (given.has("file")) {
      queries = ofFile(given.get("file").asText(), at);
      place.set("queries", queries);
      identity.set("queries", queries);
    } else {
      queries = Queries.all(given);
    }
    for (JsonNode query : queries) {
      checkReferences(http, query);
    }
    return new Prepared(OptionalLong.of(queries.size()), identity, place);
  }

  private static ArrayNode ofFile(String name, Preparation at) throws UnusableException {
    String allowed = "a file of queries, whose name ends in .csv, .json, .jsonl or .txt";
    try {
      Path file = at.folder().resolve(name);
      return Queries.ofFile(file);
    } catch (NoSuchFileException e) {
      throw new UnusableException("/queries/file", "'" + name + "', which is not there", allowed);
    } catch (IOException | InvalidPathException e) {
      throw new UnusableException("/queries/file", e.getMessage() + " ('" + name + "')", allowed);
    }
  }

  /** A query that lacks a field would fail, each time it is asked. */
  private static void checkReferences(JsonNode value, JsonNode query) throws UnusableException {
    if (value.isTextual()) {
      for (String name : QueryText.references(value.textValue())) {
        if (QueryText.field(query, name).isEmpty()) {
          throw new UnusableException(
              "/queries",
              "the query %s, which has no '%s'".formatted(query, name.isEmpty() ? "word" : name),
              "queries with all fields that 'http' refers to");
        }
      }
    }
    for (JsonNode inner : value) {
      checkReferences(inner, query);
    }
  }

  @Override
  public Generator create(Parameters parameters, Prepared prepared, GeneratorContext context) {
    return create(parameters, prepared, context, Clock.systemUTC(), Pause.SLEEP);
  }

  /** The same with another clock, and another way to wait. */
  static Generator create(
      Parameters parameters,
      Prepared prepared,
      GeneratorContext context,
      Clock clock,
      Pause pause) {
    HttpSettings settings = HttpSettings.of(parameters);
    ArrayNode queries =
        prepared.place().get("queries") instanceof ArrayNode read
            ? read
            : Queries.all(parameters.structure("queries"));
    ApiSecrets secrets = new ApiSecrets(settings.http(), context.environment());
    ApiCalls calls =
        new ApiCalls(
            settings,
            AnswerCache.of(context.cache(), context.environment()),
            new Transport(settings, context, secrets, clock),
            new Politeness(settings, context, pause),
            pause);
    return new HttpGenerator(settings, queries, calls, secrets.redaction());
  }
}
