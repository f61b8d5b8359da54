package io.seedmill.pipeline.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.IndexRange;
import io.seedmill.pipeline.plan.Plan.Load;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shard is in one batch, and batches are as large and as dear as the rules say. */
class BatchesTest {

  @ParameterizedTest
  @CsvSource({"500, 256, 256 244", "512, 256, 256 256", "1, 256, 1", "5, 2, 2 2 1", "3, 1, 1 1 1"})
  void withoutLoadsBatchesAreSlices(long shards, long most, String expected) {
    Batches batches = Batches.of(plan(List.of(), shards), most);
    List<String> sizes =
        LongStream.range(0, batches.count())
            .mapToObj(index -> Integer.toString(batches.shards(index).size()))
            .toList();
    assertThat(String.join(" ", sizes), is(expected));
    long[] all = LongStream.range(0, batches.count()).flatMap(batches::numbers).toArray();
    assertThat(all, is(LongStream.range(0, shards).toArray()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void batchesByTheirNumberAndByCellPartitionThePlanToo(long seed) {
    Random random = new Random(seed);
    Plan plan = randomPlan(random, 60);
    long most = 1L + random.nextInt(80);
    Batches wanted = Batches.into(most, plan);
    assertThat(wanted.count(), lessThanOrEqualTo(most));
    for (Batches batches :
        List.of(wanted, Batches.into(wanted.count(), plan), Batches.perCell(plan))) {
      long[] all = LongStream.range(0, batches.count()).flatMap(batches::numbers).toArray();
      assertThat(
          Arrays.stream(all).sorted().toArray(),
          is(LongStream.range(0, plan.generation().shards()).toArray()));
      for (long index = 0; index < batches.count(); index++) {
        assertThat(batches.numbers(index).count() > 0, is(true));
      }
    }
    for (long index = 0; index < wanted.count(); index++) {
      assertThat(
          Batches.into(wanted.count(), plan).numbers(index).toArray(),
          is(wanted.numbers(index).toArray()));
    }
  }

  @Test
  void groupsAreNotCutWhereTheNumberOfBatchesIsGiven() {
    List<Load> loads = List.of(new Load(1, 0), new Load(3, 1), new Load(1, 2));
    Batches batches = Batches.into(2, plan(loads, 9, 4, 2));
    assertThat(batches.count(), is(2L));
    assertThat(batches.numbers(0).toArray(), is(LongStream.range(9, 13).toArray()));
    assertThat(Batches.into(7, plan(loads, 9, 4, 2)).count(), is(3L));
  }

  @Test
  void millionsOfWeightedShardsAreDividedAtOnce() {
    Batches batches = Batches.into(256, plan(List.of(new Load(2, Load.ALONE)), 2_000_000));
    assertThat(batches.count(), is(256L));
    assertThat(batches.numbers(255).count(), is(7812L));
  }

  @Test
  void aPlanWithoutShardsHasNoBatches() {
    assertThat(Batches.into(3, plan(List.of(), 0)).count(), is(0L));
    assertThat(Batches.into(3, plan(List.of(new Load(1, 0)), 0)).count(), is(0L));
    assertThat(Batches.perCell(plan(List.of(), 0, 0)).count(), is(0L));
    assertThat(Batches.of(plan(List.of(), 0), 5).count(), is(0L));
    assertThat(Batches.of(plan(List.of(new Load(1, 0)), 0), 5).count(), is(0L));
    Batches one = Batches.of(plan(List.of(), 1), 5);
    assertThrows(IndexOutOfBoundsException.class, () -> one.numbers(1));
    assertThrows(IndexOutOfBoundsException.class, () -> one.numbers(-1));
    assertThrows(IllegalArgumentException.class, () -> Batches.of(plan(List.of(), 1), 0));
  }

  @Test
  void slicesOfMoreShardsThanFitMemoryAreStillFound() {
    Batches batches = Batches.of(plan(List.of(), 1_000_000_000_000L), 256);
    assertThat(batches.count(), is(3_906_250_000L));
    assertThat(batches.shards(3_906_249_999L).get(255).range().end(), is(1_000_000_000_000L));
  }

  /** 7 and 6 open the batches, 5 goes to the 6 and 4 to the 7; 3 finds both at 11. */
  @Test
  void theDearestShardIsDealtFirst() {
    List<Load> loads =
        IntStream.of(3, 7, 4, 6, 5).mapToObj(weight -> new Load(weight, Load.ALONE)).toList();
    Batches batches = Batches.of(plan(loads, 1, 1, 1, 1, 1), 3);
    assertThat(batches.count(), is(2L));
    assertThat(batches.numbers(0).toArray(), is(new long[] {0, 1, 2}));
    assertThat(batches.numbers(1).toArray(), is(new long[] {3, 4}));
  }

  @Test
  void groupsStayTogetherAndWhatNoBatchHoldsIsCut() {
    List<Load> loads =
        List.of(new Load(1, 0), new Load(1, 1), new Load(1, 0), new Load(1, 2), new Load(1, -1));
    Batches batches = Batches.of(plan(loads, 2, 3, 2, 9, 1), 4);
    assertThat(
        LongStream.range(0, batches.count())
            .mapToObj(index -> Arrays.toString(batches.numbers(index).toArray()))
            .toList(),
        contains("[0, 1, 5, 6]", "[7, 8, 9, 10]", "[11, 12, 13, 14]", "[2, 3, 4]", "[15, 16]"));
  }

  @Test
  void aBatchIsAddedWhereAGroupFitsNowhere() {
    List<Load> loads = List.of(new Load(1, 0), new Load(1, 1), new Load(1, 2));
    Batches batches = Batches.of(plan(loads, 3, 3, 3), 5);
    assertThat(batches.count(), is(3L));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void anyBatchesPartitionThePlanWithinTheirSizeAndAreTheSameAgain(long seed) {
    Random random = new Random(seed);
    Plan plan = randomPlan(random, 60);
    long most = 1L + random.nextInt(12);
    Batches batches = Batches.of(plan, most);
    List<TaskShard> all = new ArrayList<>();
    for (long index = 0; index < batches.count(); index++) {
      List<TaskShard> shards = batches.shards(index);
      assertThat(shards.size(), lessThanOrEqualTo((int) most));
      assertThat("an empty batch", shards.isEmpty(), is(false));
      assertThat(shards, is(Batches.of(plan, most).shards(index)));
      assertThat(
          batches.samples(index), is(shards.stream().mapToLong(s -> s.range().size()).sum()));
      long[] numbers = batches.numbers(index).toArray();
      assertThat(numbers, is(Arrays.stream(numbers).sorted().toArray()));
      all.addAll(shards);
    }
    Set<TaskShard> distinct = new HashSet<>(all);
    assertThat(all.size(), is(distinct.size()));
    assertThat((long) all.size(), is(plan.generation().shards()));
  }

  /** Against the best of all deals, where the size of batches never decides. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void theDearestBatchIsWithinTheBoundOfTheBest(long seed) {
    Random random = new Random(seed);
    int shards = 9;
    List<Load> loads =
        IntStream.range(0, shards)
            .mapToObj(i -> new Load(1 + random.nextInt(50), Load.ALONE))
            .toList();
    long[] ones = LongStream.generate(() -> 1).limit(shards).toArray();
    for (int most : new int[] {4, 8}) {
      Batches batches = Batches.of(plan(loads, ones), most);
      int machines = (int) batches.count();
      double dearest = 0;
      boolean roomDecided = false;
      for (int index = 0; index < machines; index++) {
        dearest =
            Math.max(
                dearest,
                batches.numbers(index).mapToDouble(n -> loads.get((int) n).weight()).sum());
        roomDecided |= batches.numbers(index).count() == most;
      }
      if (!roomDecided) {
        double best = best(loads, new double[machines], 0);
        assertThat(dearest, lessThanOrEqualTo((4.0 / 3 - 1.0 / (3 * machines)) * best + 1e-9));
      }
    }
  }

  @Test
  void aHundredThousandEntriesOfMillionsOfShardsAreBalancedInSeconds() {
    List<Load> loads = new ArrayList<>();
    long[] samples = new long[100_000];
    for (int entry = 0; entry < samples.length; entry++) {
      loads.add(new Load(1 + entry % 997, entry % 3 == 0 ? entry / 300 : Load.ALONE));
      samples[entry] = 30L + entry % 5;
    }
    long start = System.nanoTime();
    Batches batches = Batches.of(plan(loads, samples), 256);
    assertThat(batches.numbers(batches.count() - 1).count(), lessThanOrEqualTo(256L));
    assertThat((System.nanoTime() - start) / 1e9, lessThanOrEqualTo(30.0));
  }

  @Test
  void moreShardsThanCanBeBalancedAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Batches.of(plan(List.of(new Load(1, 0)), 20_000_001), 256));
    assertThat(e.getMessage(), containsString("found 20000001 shards in a spec with 'groupBy'"));
  }

  private static double best(List<Load> loads, double[] sums, int next) {
    if (next == loads.size()) {
      return Arrays.stream(sums).max().orElse(0);
    }
    double best = Double.MAX_VALUE;
    for (int machine = 0; machine < sums.length; machine++) {
      sums[machine] += loads.get(next).weight();
      best = Math.min(best, best(loads, sums, next + 1));
      sums[machine] -= loads.get(next).weight();
      if (sums[machine] == 0) {
        break; // the other empty ones are no different
      }
    }
    return best;
  }

  private static Plan randomPlan(Random random, int entries) {
    List<Load> loads = new ArrayList<>();
    long[] samples = new long[entries];
    for (int entry = 0; entry < entries; entry++) {
      loads.add(new Load(1 + random.nextInt(9), random.nextInt(8) - 1));
      samples[entry] = random.nextInt(6);
    }
    return plan(loads, samples);
  }

  /** A plan whose shards have one sample each. */
  private static Plan plan(List<Load> loads, long... samples) {
    List<GenerationPlan.Entry> entries = new ArrayList<>();
    for (int i = 0; i < samples.length; i++) {
      List<IndexRange> ranges = List.of(new IndexRange(0, samples[i]));
      entries.add(new GenerationPlan.Entry("e" + i, "g", 1, "{}", 1, ranges, 1));
    }
    GenerationPlan generation = new GenerationPlan(entries, List.of(), 1000);
    return new Plan(generation, 1, "sha256:", 0, loads, List.of());
  }
}
