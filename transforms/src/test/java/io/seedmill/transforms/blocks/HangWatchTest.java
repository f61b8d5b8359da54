package io.seedmill.transforms.blocks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.ShardGenerators;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.storage.OpenStorages;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

class HangWatchTest {

  private static final Duration TICK = Duration.ofMillis(10);

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  @Test
  void theSampleThatAGeneratorHangsOnIsNamedOnce() throws Exception {
    try (HangWatch watch = new HangWatch(TICK, 5, said::add)) {
      watch.startEntry("slow");
      watch.begin(17);
      String message = said.poll(10, TimeUnit.SECONDS);
      assertThat(message, is("generator 'slow' has been making sample 17 for more than 0 s"));
      assertThat("a second time", said.poll(200, TimeUnit.MILLISECONDS), nullValue());
    }
  }

  /** A program has time limits of its own, and makes a whole task while one index is begun. */
  @Test
  void aProgramThatWorksOnATaskIsNotNamed() throws Exception {
    String script = "sleep 0.4; mkdir $0/a $0/b; echo 1 > $0/a/n.txt; echo 2 > $0/b/n.txt";
    String words = "[\"sh\", \"-c\", \"" + script + "\", \"{output}\"]";
    GenerationPlan plan =
        new GenerationPlan(
            List.of(
                new GenerationPlan.Entry(
                    "slow",
                    "command",
                    1,
                    "{\"command\":" + words + ",\"mode\":\"files\",\"taskSize\":2}",
                    1,
                    List.of(new IndexRange(0, 2)),
                    2,
                    new GenerationPlan.Entry.Outside(
                        "slow", "{}", "{}", "{\"words\":" + words + "}", "", false, true, false))),
            List.of(),
            1000);
    PipelineOptions options = PipelineOptionsFactory.create();
    try (OpenStorages storages = new OpenStorages(options);
        ShardGenerators generators = new ShardGenerators(plan, storages, options);
        BlockOutput output =
            new BlockOutput(1, List.of(), 1 << 16, new HangWatch(TICK, 5, said::add))) {
      output.to((bucket, block) -> {});
      generators.generate(new TaskShard(0, new IndexRange(0, 2)), output);
      assertThat(output.sink().samples(), is(2L));
      assertThat(said.poll(), nullValue());
    }
  }

  @Test
  void aWorkerThatRestsIsNotNamed() throws Exception {
    try (HangWatch watch = new HangWatch(TICK, 5, said::add)) {
      watch.startEntry("done");
      watch.begin(1);
      watch.rest();
      assertThat(said.poll(200, TimeUnit.MILLISECONDS), nullValue());
    }
  }
}
