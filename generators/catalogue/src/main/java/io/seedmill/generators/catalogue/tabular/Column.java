package io.seedmill.generators.catalogue.tabular;

import io.seedmill.generators.Sample;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A column of the table. It draws its values as whole numbers, and knows what they stand for. */
sealed interface Column {

  String name();

  long draw(UniformRandomProvider random);

  /** Writes the value as a field of its type. */
  void write(long value, Sample sample);

  /**
   * Writes the value as text.
   *
   * @return the number of digits to multiply if it is a factor
   */
  int append(long value, StringBuilder text);

  /** A column of numbers. */
  record NumberColumn(String name, int decimals, Distribution distribution) implements Column {

    @Override
    public long draw(UniformRandomProvider random) {
      return distribution.draw(random);
    }

    @Override
    public void write(long value, Sample sample) {
      writeNumber(name, value, decimals, sample);
    }

    @Override
    public int append(long value, StringBuilder text) {
      return Decimals.append(value, decimals, text);
    }
  }

  /** A column that is true with a probability. */
  record FlagColumn(String name, double probability) implements Column {

    @Override
    public long draw(UniformRandomProvider random) {
      return random.nextDouble() < probability ? 1 : 0;
    }

    @Override
    public void write(long value, Sample sample) {
      sample.flag(name, value == 1);
    }

    @Override
    public int append(long value, StringBuilder text) {
      text.append(value == 1);
      return 1;
    }
  }

  /**
   * A column of words.
   *
   * @param weights how often each of the words is drawn, in proportion
   */
  record CategoryColumn(String name, List<String> words, List<Double> weights, double totalWeight)
      implements Column {

    @Override
    public long draw(UniformRandomProvider random) {
      double left = random.nextDouble() * totalWeight;
      int word = 0;
      while (word < words.size() - 1 && left >= weights.get(word)) {
        left -= weights.get(word);
        word++;
      }
      return word;
    }

    @Override
    public void write(long value, Sample sample) {
      sample.text(name, words.get((int) value));
    }

    @Override
    public int append(long value, StringBuilder text) {
      text.append(words.get((int) value));
      return 0;
    }
  }

  /** Writes a field with a number that has decimals. */
  static void writeNumber(String name, long whole, int decimals, Sample sample) {
    if (decimals == 0) {
      sample.integer(name, whole);
    } else {
      sample.real(name, Decimals.value(whole, decimals));
    }
  }
}
