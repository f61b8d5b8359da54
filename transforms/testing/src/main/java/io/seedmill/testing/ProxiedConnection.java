package io.seedmill.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.http.Header;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.HttpVersion;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.DefaultBHttpClientConnection;
import org.apache.http.impl.DefaultBHttpServerConnection;
import org.apache.http.message.BasicHttpResponse;
import org.apache.http.util.EntityUtils;

/** One client's connection to a {@link FaultyProxy}: its requests, one after the other. */
final class ProxiedConnection {

  private static final int BUFFER_BYTES = 64 << 10;
  private static final String ERROR =
      "<Error><Code>%s</Code><Message>as a test wants it</Message></Error>";

  private final FaultyProxy proxy;
  private final DefaultBHttpServerConnection client =
      new DefaultBHttpServerConnection(BUFFER_BYTES);

  ProxiedConnection(FaultyProxy proxy, Socket socket) throws IOException {
    this.proxy = proxy;
    client.bind(socket);
  }

  /** Answers requests until the client has no more or a fault ends the connection. */
  void serve() {
    try (client) {
      boolean more = true;
      while (more) {
        more = answerOne();
      }
    } catch (IOException | HttpException oneSideHungUp) {
      // The other side learns it from its own connection's end.
      breakOff();
    }
  }

  /** Ends the connection at once; what is under way is lost. */
  void breakOff() {
    try {
      client.shutdown();
    } catch (IOException gone) {
      // Then it is broken already.
    }
  }

  /** Returns true if the connection can take another request. */
  private boolean answerOne() throws IOException, HttpException {
    HttpRequest request = client.receiveRequestHeader();
    String method = request.getRequestLine().getMethod();
    Map<String, String> headers = new HashMap<>();
    for (Header header : request.getAllHeaders()) {
      headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    Fault fault = proxy.next(method, request.getRequestLine().getUri(), headers);
    if (fault instanceof Fault.Die) {
      proxy.die();
    }
    if (fault instanceof Fault.Die || fault instanceof Fault.DropRequest) {
      breakOff();
      return false;
    }
    if (fault instanceof Fault.SlowDown) {
      tell(request, new Fault.Answer(HttpStatus.SC_SERVICE_UNAVAILABLE, "SlowDown"));
      return false;
    }
    if (fault instanceof Fault.Answer answer) {
      tell(request, answer);
      return false;
    }
    if (fault instanceof Fault.Delay delay) {
      await(delay.time());
    }
    return passOn(request, fault);
  }

  private void tell(HttpRequest request, Fault.Answer fault) throws IOException, HttpException {
    if (request instanceof HttpEntityEnclosingRequest withBody && !withBody.expectContinue()) {
      client.receiveRequestEntity(withBody);
      EntityUtils.consume(withBody.getEntity());
    }
    byte[] body = ERROR.formatted(fault.code()).getBytes(UTF_8);
    HttpResponse answer = new BasicHttpResponse(HttpVersion.HTTP_1_1, fault.status(), "");
    answer.setHeader(HttpHeaders.CONTENT_TYPE, "application/xml");
    answer.setHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length));
    answer.setHeader(HttpHeaders.CONNECTION, "close");
    answer.setEntity(new ByteArrayEntity(body));
    answer(request, answer);
  }

  private boolean passOn(HttpRequest request, Fault fault) throws IOException, HttpException {
    try (DefaultBHttpClientConnection server = new DefaultBHttpClientConnection(BUFFER_BYTES)) {
      server.bind(proxy.connectToServer());
      send(request, server);
      HttpResponse answer = receiveAnswer(request, server);
      if (fault instanceof Fault.DropAnswer) {
        EntityUtils.consume(answer.getEntity());
        breakOff();
        return false;
      }
      if (fault instanceof Fault.CutAnswer && answer.getEntity() != null) {
        answerByHalf(answer);
        return false;
      }
      answer(request, answer);
      return mayGoOn(request, answer);
    }
  }

  private void send(HttpRequest request, DefaultBHttpClientConnection server)
      throws IOException, HttpException {
    if (request instanceof HttpEntityEnclosingRequest withBody) {
      if (withBody.expectContinue()) {
        client.sendResponseHeader(
            new BasicHttpResponse(HttpVersion.HTTP_1_1, HttpStatus.SC_CONTINUE, "Continue"));
        client.flush();
        request.removeHeaders(HttpHeaders.EXPECT);
      }
      client.receiveRequestEntity(withBody);
      server.sendRequestHeader(request);
      server.sendRequestEntity(withBody);
    } else {
      server.sendRequestHeader(request);
    }
    server.flush();
  }

  private static HttpResponse receiveAnswer(
      HttpRequest request, DefaultBHttpClientConnection server) throws IOException, HttpException {
    HttpResponse answer = server.receiveResponseHeader();
    while (answer.getStatusLine().getStatusCode() < HttpStatus.SC_OK) {
      answer = server.receiveResponseHeader();
    }
    if (canHaveBody(request, answer)) {
      server.receiveResponseEntity(answer);
    }
    return answer;
  }

  private void answer(HttpRequest request, HttpResponse answer) throws IOException, HttpException {
    client.sendResponseHeader(answer);
    if (canHaveBody(request, answer)) {
      client.sendResponseEntity(answer);
    }
    client.flush();
  }

  /** The header promises the whole; the end of the connection comes first. */
  private void answerByHalf(HttpResponse answer) throws IOException, HttpException {
    byte[] body = EntityUtils.toByteArray(answer.getEntity());
    client.sendResponseHeader(answer);
    answer.setEntity(new HalfBody(body));
    try {
      client.sendResponseEntity(answer);
    } catch (EOFException cut) {
      client.close();
    }
  }

  private static boolean canHaveBody(HttpRequest request, HttpResponse answer) {
    int status = answer.getStatusLine().getStatusCode();
    return !request.getRequestLine().getMethod().equals("HEAD")
        && status != HttpStatus.SC_NO_CONTENT
        && status != HttpStatus.SC_NOT_MODIFIED;
  }

  /** Returns true if both sides know where the answer ended, and neither wants to close. */
  private static boolean mayGoOn(HttpRequest request, HttpResponse answer) {
    boolean framed =
        !canHaveBody(request, answer)
            || answer.containsHeader(HttpHeaders.CONTENT_LENGTH)
            || answer.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    return framed && !closes(request) && !closes(answer);
  }

  private static boolean closes(HttpMessage message) {
    Header connection = message.getLastHeader(HttpHeaders.CONNECTION);
    return connection != null && connection.getValue().equalsIgnoreCase("close");
  }

  private static void await(Duration time) throws InterruptedIOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted in a delay");
    }
  }

  /** Writes the first half of a body, then fails, so that no end is written after it. */
  private static final class HalfBody extends ByteArrayEntity {

    private final byte[] body;

    HalfBody(byte[] body) {
      super(body);
      this.body = body;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(body, 0, body.length / 2);
      out.flush();
      throw new EOFException("The answer is cut on purpose");
    }
  }
}
