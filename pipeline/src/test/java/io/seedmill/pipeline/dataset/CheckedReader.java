package io.seedmill.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.input.InputProblem.Kind;
import io.seedmill.pipeline.dataset.DatasetSpec.Overrides;
import java.util.List;

/**
 * Reads the specs of tests, and has each of them validated against the JSON Schema as well, by a
 * validator that is not ours: it accepts every spec that the reader accepts, and refuses every spec
 * that the reader refuses for its structure.
 */
public final class CheckedReader {

  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final SpecReader READER = new SpecReader(CATALOGUE);
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(DatasetSchema.json(CATALOGUE));

  /** Reads a spec. */
  public DatasetSpec read(String file, String yaml) throws InvalidSpecException {
    return read(SpecFile.parse(file, yaml), Overrides.NONE);
  }

  DatasetSpec read(SpecFile file, Overrides overrides) throws InvalidSpecException {
    JsonNode json = file.json();
    List<Error> errors = SCHEMA.validate(json);
    try {
      DatasetSpec spec = READER.read(file, overrides);
      assertThat("the JSON Schema accepts " + json, errors, is(empty()));
      return spec;
    } catch (InvalidSpecException e) {
      if (e.problems().stream().anyMatch(problem -> problem.kind() != Kind.RULE)) {
        assertThat("the JSON Schema refuses " + json, errors, is(not(empty())));
      }
      throw e;
    }
  }
}
