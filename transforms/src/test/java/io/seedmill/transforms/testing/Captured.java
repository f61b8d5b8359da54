package io.seedmill.transforms.testing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * The elements of a collection, for assertions after the run: for a runner in this JVM, whose
 * bundles are not tried again.
 */
public final class Captured<T> {

  private static final Map<String, Collection<Object>> BY_TOKEN = new ConcurrentHashMap<>();

  private final Collection<Object> elements;

  private Captured(Collection<Object> elements) {
    this.elements = elements;
  }

  /** Captures what {@code collection} will hold. */
  public static <T> Captured<T> of(PCollection<T> collection) {
    String token = UUID.randomUUID().toString();
    Collection<Object> elements = new ConcurrentLinkedQueue<>();
    BY_TOKEN.put(token, elements);
    collection.apply("Capture " + token, ParDo.of(new CaptureFn<>(token)));
    return new Captured<>(elements);
  }

  /** The elements, once the pipeline has run. */
  @SuppressWarnings("unchecked")
  public List<T> elements() {
    return (List<T>) List.copyOf(elements);
  }

  private static final class CaptureFn<T> extends DoFn<T, Void> {

    private static final long serialVersionUID = 1L;

    private final String token;

    CaptureFn(String token) {
      this.token = token;
    }

    @ProcessElement
    public void process(@Element T element) {
      BY_TOKEN.get(token).add(element);
    }
  }
}
