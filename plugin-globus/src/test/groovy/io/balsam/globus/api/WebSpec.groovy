package io.balsam.globus.api

import com.sun.net.httpserver.HttpServer
import io.balsam.spi.ErrorKind
import io.balsam.spi.PluginException
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.time.Clock
import java.time.Duration
import java.time.Instant
import java.time.ZoneOffset
import spock.lang.Specification

class WebSpec extends Specification {

  def "no more than so many requests go out within a time"() {
    given:
    def now = Instant.parse('2026-01-01T00:00:00Z')
    def meter = new RequestMeter(Clock.fixed(now, ZoneOffset.UTC), 3, Duration.ofSeconds(10))

    expect:
    (1..7).collect { meter.next().toSeconds() } == [0, 0, 0, 10, 10, 10, 20]
  }

  def "an answer that is too long is cut off"() {
    given:
    def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
    server.createContext('/') { it.sendResponseHeaders(200, 0); it.responseBody.write(new byte[100_000]) }
    server.start()
    def request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:$server.address.port/")).build()

    when:
    HttpClient.newHttpClient().send(request) { new LimitedBody(50_000) }

    then:
    def e = thrown(IOException)
    e.message.contains('more than 50000 bytes')

    cleanup:
    server.stop(0)
  }

  def "https goes through the proxy, what is no https does not"() {
    given:
    def proxy = new ServerSocket(0, 1, InetAddress.loopbackAddress)
    def selector = HttpsProxy.of("http://127.0.0.1:$proxy.localPort").get()
    def web = new Web(Clock.systemUTC(), selector)
    def asking = new Thread({ web.send(HttpRequest.newBuilder(URI.create('https://transfer.invalid/')).build()) })
    asking.uncaughtExceptionHandler = { thread, error -> }

    when:
    asking.start()
    def first = proxy.accept().withCloseable { it.inputStream.newReader().readLine() }

    then:
    first == 'CONNECT transfer.invalid:443 HTTP/1.1'
    selector.select(URI.create('http://127.0.0.1:1/')) == [Proxy.NO_PROXY]

    cleanup:
    asking?.interrupt()
    proxy?.close()
  }

  def "a thread that is interrupted stops asking"() {
    given:
    Thread.currentThread().interrupt()

    when:
    new Web(Clock.systemUTC(), HttpClient.Builder.NO_PROXY).send(HttpRequest.newBuilder(URI.create('http://127.0.0.1:1/')).build())

    then:
    def e = thrown(PluginException)
    e.kind() == ErrorKind.TRANSIENT
    Thread.interrupted()
  }
}
