package io.seedmill.generators.input;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema completes the values that it accepts, and explains those that it refuses. */
class ParameterSchemaTest {

  private static final ParameterSchema SCHEMA =
      ParameterSchema.none()
          .integer("size", "a size", 7, 3, 10)
          .real("share", "a share", 0.25, 0, 1)
          .choice("kind", "a kind", "odd", List.of("odd", "even"))
          .value(
              "columns",
              "some columns",
              ValueType.list("a list", ValueType.any("anything"), 0, 9),
              JsonNodeFactory.instance.arrayNode());

  @Test
  void whatIsNotGivenHasItsDefault() throws Exception {
    Parameters defaults = SCHEMA.defaults();
    assertThat(defaults.intValue("size"), is(7));
    assertThat(defaults.integer("size"), is(7L));
    assertThat(defaults.real("share"), is(0.25));
    assertThat(defaults.choice("kind"), is("odd"));
    assertThat(defaults.json("columns").isEmpty(), is(true));
    Parameters read = SCHEMA.read(json("{\"size\": 9}"));
    assertThat(read.intValue("size"), is(9));
    assertThat(read.choice("kind"), is("odd"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"size\": 3}",
        "{\"size\": 10}",
        "{\"share\": 0}",
        "{\"share\": 1}",
        "{\"share\": 1e-3}",
        "{\"kind\": \"even\"}",
        "{\"columns\": [{\"a\": 1}]}"
      })
  void valuesAtTheirBoundsAreAccepted(String given) throws Exception {
    ObjectNode object = json(given);
    String name = object.fieldNames().next();
    assertThat(
        CanonicalJson.write(SCHEMA.read(object).toJson().get(name)),
        is(CanonicalJson.write(object.get(name))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"size\": 2} | /size | 2 | a whole number from 3 to 10",
        "{\"size\": 11} | /size | 11 | a whole number from 3 to 10",
        "{\"size\": 3.0} | /size | 3.0 | a whole number from 3 to 10",
        "{\"size\": \"3\"} | /size | \"3\" | a whole number from 3 to 10",
        "{\"size\": 99999999999999999999} | /size | 99999999999999999999 | a whole number from 3"
            + " to 10",
        "{\"size\": null} | /size | nothing | a whole number from 3 to 10",
        "{\"share\": 1.5} | /share | 1.5 | a number from 0 to 1",
        "{\"share\": true} | /share | true | a number from 0 to 1",
        "{\"kind\": \"Odd\"} | /kind | \"Odd\" | one of odd, even",
        "{\"columns\": {}} | /columns | {} | a list",
        "{\"colour\": 1} | /colour | unknown key 'colour' | allowed: one of size, share, kind,"
            + " columns",
        "{\"a/b~c\": 1} | /a~1b~0c | unknown key 'a/b~c' | allowed: one of size, share, kind,"
            + " columns",
        "{\"sise\": 1} | /sise | unknown key 'sise' | did you mean 'size'?"
      })
  void aValueThatCannotBeUsedIsExplained(String given, String path, String found, String allowed)
      throws Exception {
    InputProblem problem = problems(SCHEMA, given).get(0);
    assertThat(
        List.of(problem.path(), problem.found(), problem.allowed()),
        is(List.of(path, found, allowed)));
  }

  @Test
  void everyMistakeIsToldAtOnce() throws Exception {
    assertThat(
        problems(SCHEMA, "{\"kind\": 1, \"other\": 2, \"size\": 1}").stream()
            .map(InputProblem::path)
            .toList(),
        contains("/other", "/size", "/kind"));
  }

  @Test
  void aRuleIsAskedOnceEveryValueIsGoodByItself() throws Exception {
    ParameterSchema ruled =
        SCHEMA.rule(
            parameters ->
                parameters.choice("kind").equals("odd") && parameters.intValue("size") % 2 == 0
                    ? Optional.of(new InputProblem("/size", "an even number", "an odd one"))
                    : Optional.empty());
    assertThat(
        problems(ruled, "{\"size\": 4}"),
        contains(new InputProblem("/size", "an even number", "an odd one")));
    assertThat(ruled.read(json("{\"size\": 4, \"kind\": \"even\"}")).intValue("size"), is(4));
    assertThat(
        problems(ruled, "{\"size\": 4, \"share\": 2}").get(0).message(),
        is("found 2; allowed: a number from 0 to 1"));
    assertThat("without the rule", SCHEMA.read(json("{\"size\": 4}")).intValue("size"), is(4));
  }

  @Test
  void aSchemaThatContradictsItselfIsRefused() {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> SCHEMA.integer("size", "again", 1, 1, 1))
            .getMessage(),
        is("the parameter 'size' is declared twice"));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> ParameterSchema.none().integer("size", "a size", 11, 3, 10))
            .getMessage(),
        is("the default of 'size' is 11; allowed: a whole number from 3 to 10"));
    ParameterSchema ruled =
        SCHEMA.rule(parameters -> Optional.of(new InputProblem("/size", "7", "another")));
    assertThat(
        assertThrows(IllegalStateException.class, ruled::defaults).getMessage(),
        is("the defaults break a rule: /size: found 7; allowed: another"));
  }

  @Test
  void withoutParametersNoneIsAccepted() throws Exception {
    assertThat(ParameterSchema.none().defaults().toCanonicalJson(), is("{}"));
    assertThat(
        problems(ParameterSchema.none(), "{\"size\": 1}").get(0).message(),
        is("unknown key 'size'; allowed: none"));
  }

  @Test
  void valuesAreEqualByTheirCanonicalForm() throws Exception {
    Parameters one = SCHEMA.read(json("{\"share\": 1, \"size\": 9}"));
    Parameters other = SCHEMA.read(json("{\"size\": 9, \"share\": 1.0}"));
    assertThat(other, is(one));
    assertThat(other.hashCode(), is(one.hashCode()));
    assertThat(SCHEMA.defaults(), is(not(one)));
    assertThat(
        one.toCanonicalJson(), is("{\"columns\":[],\"kind\":\"odd\",\"share\":1,\"size\":9}"));
  }

  @Test
  void nobodyChangesValuesFromOutside() throws Exception {
    ObjectNode given = json("{\"columns\": [1]}");
    Parameters parameters = SCHEMA.read(given);
    ((ArrayNode) given.get("columns")).add(2);
    ((ArrayNode) parameters.json("columns")).add(3);
    parameters.toJson().removeAll();
    assertThat(parameters.json("columns").toString(), is("[1]"));
  }

  @Test
  void askingForWhatIsNotDeclaredIsAMistakeOfTheGenerator() {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> SCHEMA.defaults().integer("colour"))
            .getMessage(),
        is("no parameter 'colour' is declared"));
  }

  private static List<InputProblem> problems(ParameterSchema schema, String given)
      throws IOException {
    ObjectNode object = json(given);
    return assertThrows(InvalidParametersException.class, () -> schema.read(object)).problems();
  }

  private static ObjectNode json(String text) throws IOException {
    JsonNode json = CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
    return (ObjectNode) json;
  }
}
