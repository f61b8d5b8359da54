package io.seedmill.testing;

import java.util.Map;
import java.util.function.Predicate;

/**
 * Chooses the fault of each request.
 *
 * <p>It is asked once for each request, one request at a time, so it may count without locks.
 */
@FunctionalInterface
public interface FaultRule {

  /**
   * A request as it arrives.
   *
   * @param number counts all requests from 1, in the order in which they arrive
   * @param method such as PUT
   * @param target path and query as sent, such as {@code /bucket/key?uploadId=1&partNumber=2}
   * @param headers by lower-case name
   */
  record Request(int number, String method, String target, Map<String, String> headers) {}

  Fault faultOf(Request request);

  /** Every request passes. */
  static FaultRule none() {
    return request -> new Fault.None();
  }

  /** The fault meets the n-th, 2n-th, 3n-th … of the chosen requests. */
  static FaultRule everyNth(int n, Predicate<Request> chosen, Fault fault) {
    return new FaultRule() {
      private int seen;

      @Override
      public Fault faultOf(Request request) {
        return chosen.test(request) && ++seen % n == 0 ? fault : new Fault.None();
      }
    };
  }

  /** The fault meets the n-th of the chosen requests, counted from 1, and no other. */
  static FaultRule nth(int n, Predicate<Request> chosen, Fault fault) {
    return new FaultRule() {
      private int seen;

      @Override
      public Fault faultOf(Request request) {
        return chosen.test(request) && ++seen == n ? fault : new Fault.None();
      }
    };
  }
}
