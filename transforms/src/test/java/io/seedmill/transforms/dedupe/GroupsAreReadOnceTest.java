package io.seedmill.transforms.dedupe;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.seedmill.transforms.blocks.BlockBuilder;
import io.seedmill.transforms.blocks.SerializedOnce;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShards;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.testing.Pipelines;
import io.seedmill.transforms.testing.ScriptedParameters;
import io.seedmill.transforms.write.WriteParts;
import io.seedmill.transforms.write.WrittenBucket;
import io.seedmill.transforms.write.WrittenFile;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFnTester;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some runners, unlike the one in these tests, hand out the values of a key only once. */
@SuppressWarnings("deprecation")
class GroupsAreReadOnceTest {

  private static final DatasetLayout LAYOUT = new DatasetLayout("run", "attempt");
  private static final GenerationPlan PLAN =
      plan(scripted("one", 1, 1, ScriptedParameters.plain()));

  @TempDir Path folder;

  @Test
  void blocksOfABucketAreReadOnce() throws Exception {
    DoFn<KV<Integer, Iterable<?>>, UniqueSamples> fn = fnOf("Keep the smallest");
    Once<?> blocks = new Once<>(new BlockBuilder().sample(1, 1, 0, 0, "a\n").build());

    List<UniqueSamples> unique = process(fn, KV.of(0, blocks));

    assertThat(unique, hasSize(1));
    assertThat(blocks.times, is(1));
  }

  @Test
  void piecesOfAPartAreReadOnce() throws Exception {
    WrittenBucket bucket =
        WrittenBucket.of(folder, LAYOUT, 1, new BlockBuilder().sample(1, 1, 0, 0, "a\n"));
    DoFn<KV<Integer, Iterable<?>>, WrittenFile> fn = fnOf("Digest files");
    List<? extends Serializable> found = bucket.pieces().get("part-0");
    Once<?> pieces = new Once<>(found.stream().map(SerializedOnce::of).toList());

    List<WrittenFile> written = process(fn, KV.of(0, pieces));

    assertThat(written, is(List.of(bucket.written().get(1))));
    assertThat(pieces.times, is(1));
  }

  private static <I, O> List<O> process(DoFn<I, O> fn, I element) throws Exception {
    try (DoFnTester<I, O> tester = DoFnTester.of(fn)) {
      tester.setCloningBehavior(DoFnTester.CloningBehavior.DO_NOT_CLONE);
      tester.processElement(element);
      return tester.takeOutputElements();
    }
  }

  @SuppressWarnings("unchecked")
  private <I, O> DoFn<I, O> fnOf(String step) {
    TestPipeline pipeline = Pipelines.create();
    pipeline
        .apply(TaskShards.of(PLAN))
        .apply(GenerateSamples.of(PLAN))
        .apply(DeduplicateSamples.of(PLAN, 1))
        .apply(WriteParts.to(folder.toString(), LAYOUT));
    List<DoFn<?, ?>> found = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            if (node.getFullName().contains(step)
                && node.getTransform() instanceof ParDo.MultiOutput<?, ?> parDo) {
              found.add(parDo.getFn());
            }
          }
        });
    assertThat(found, hasSize(1));
    return (DoFn<I, O>) found.get(0);
  }

  /** Counts how often it is read. */
  private static final class Once<T> implements Iterable<T> {

    private final List<T> values;
    private int times;

    Once(List<T> values) {
      this.values = values;
    }

    @Override
    public Iterator<T> iterator() {
      times++;
      return values.iterator();
    }
  }
}
