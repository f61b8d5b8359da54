package io.seedmill.generators.testing;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes samples as on a machine whose locale writes numbers by other digits. */
public final class OtherDigits {

  private static final Locale ARABIC = Locale.forLanguageTag("ar-EG-u-nu-arab");

  private OtherDigits() {}

  /**
   * Returns the names of the generators on the class path whose first samples differ there.
   *
   * @param samples how many are compared
   */
  public static List<String> generatorsThatDiffer(int samples) {
    List<String> differ = new ArrayList<>();
    for (GeneratorFactory factory : Catalogue.load().all()) {
      List<Collected> expected = samples(factory, samples);
      Locale before = Locale.getDefault(Locale.Category.FORMAT);
      Locale.setDefault(Locale.Category.FORMAT, ARABIC);
      try {
        if (!samples(factory, samples).equals(expected)) {
          differ.add(factory.name());
        }
      } finally {
        Locale.setDefault(Locale.Category.FORMAT, before);
      }
    }
    return differ;
  }

  private static List<Collected> samples(GeneratorFactory factory, int samples) {
    return CollectingSink.collect(
        factory, factory.parameters().defaults(), 5, new IndexRange(0, samples));
  }
}
