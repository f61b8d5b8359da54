package io.seedmill.generators.catalogue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.GeneratorKind;
import io.seedmill.generators.catalogue.arithmetic.ArithmeticGenerator;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void aGeneratorIsFoundByItsVeryName() {
    Catalogue catalogue = Catalogue.load();
    assertThat(catalogue.find("maze").map(GeneratorKind::name), is(Optional.of("maze")));
    assertThat(catalogue.find("Maze"), is(Optional.empty()));
    assertThat(catalogue.find(""), is(Optional.empty()));
  }

  @Test
  void generatorsComeInTheOrderOfTheirNames() {
    List<String> names = Catalogue.load().all().stream().map(GeneratorFactory::name).toList();
    assertThat(names, is(names.stream().sorted().toList()));
  }

  @Test
  void nobodyChangesTheCatalogue() {
    Collection<GeneratorFactory> all = Catalogue.load().all();
    assertThrows(UnsupportedOperationException.class, all::clear);
  }

  @Test
  void twoGeneratorsOfOneNameAreRefusedWithBothTheirClasses() {
    List<GeneratorFactory> factories =
        List.of(new ArithmeticGenerator.Factory(), new SecondArithmetic());
    assertThat(
        assertThrows(IllegalStateException.class, () -> new Catalogue(factories)).getMessage(),
        allOf(
            startsWith("two generators are called 'arithmetic': "),
            containsString(ArithmeticGenerator.Factory.class.getName()),
            containsString(SecondArithmetic.class.getName())));
  }

  private static final class SecondArithmetic implements GeneratorFactory {

    @Override
    public String name() {
      return "arithmetic";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "another generator of the same name";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none();
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, (index, random, sample) -> sample.text("a", "b"));
    }
  }
}
