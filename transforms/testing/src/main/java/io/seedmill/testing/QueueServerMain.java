package io.seedmill.testing;

import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** Starts the queue server in its own JVM, on a free port, and prints which. */
final class QueueServerMain {

  private QueueServerMain() {}

  public static void main(String[] arguments) {
    int port =
        SQSRestServerBuilder.withInterface("127.0.0.1")
            .withDynamicPort()
            .start()
            .waitUntilStarted()
            .localAddress()
            .getPort();
    System.out.println("queue server listens on " + port);
  }
}
