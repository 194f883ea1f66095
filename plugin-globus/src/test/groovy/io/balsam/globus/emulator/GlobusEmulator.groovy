package io.balsam.globus.emulator

import com.fasterxml.jackson.databind.ObjectMapper
import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.nio.charset.StandardCharsets
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors

/**
 * Globus Auth and the Transfer API v0.10 on one port of this machine. Its collections are folders,
 * and its tasks really move files between them, writing each under its own name as Globus does. What
 * goes wrong is said before: {@link #fail}, {@link #loseAnswer}, {@link #behaviour}.
 *
 * <p>Globus's own SDK and command line can be pointed at it: RealClientsSpec.
 */
class GlobusEmulator implements Closeable {

  static final ObjectMapper JSON = new ObjectMapper()

  final EmulatedAuth auth = new EmulatedAuth()
  final Map<String, Path> collections = Collections.synchronizedMap([:])
  final EmulatedTasks tasks = new EmulatedTasks(collections)

  /** What was asked, in order: {@code 'POST /v0.10/transfer'}, without queries. */
  final List<String> requests = new CopyOnWriteArrayList<>()

  /** Documents that were posted, in order. */
  final List<Map> posted = new CopyOnWriteArrayList<>()

  private final List<Map> faults = new CopyOnWriteArrayList<>()
  private final HttpServer server
  private final threads = Executors.newCachedThreadPool { work -> new Thread(work, 'globus-emulator').tap { daemon = true } }

  private GlobusEmulator() {
    server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
    server.createContext('/') { serve(it) }
    server.executor = threads
  }

  static GlobusEmulator start() {
    def emulator = new GlobusEmulator()
    emulator.server.start()
    emulator
  }

  String getUrl() { "http://127.0.0.1:${server.address.port}" }

  /** Adds a collection that shows this folder as its root, and returns its id. */
  String collection(Path folder) {
    def id = UUID.randomUUID().toString()
    collections[id] = folder
    id
  }

  /** Answers the next requests that match with an error instead. */
  void fail(String request, int status, Map body = [:], Map headers = [:], int times = 1) {
    times.times { faults << [request: request, status: status, body: body, headers: headers] }
  }

  /** Does what the next matching request asks for, but closes the connection without an answer. */
  void loseAnswer(String request) { faults << [request: request, lost: true] }

  /** How tasks that are submitted from now on behave. */
  EmulatedBehaviour getBehaviour() { tasks.behaviour }

  int count(String request) { requests.count { it == request } as int }

  @Override
  void close() {
    tasks.close()
    server.stop(0)
    threads.shutdownNow()
  }

  private void serve(HttpExchange exchange) {
    def request = "$exchange.requestMethod $exchange.requestURI.path".toString()
    byte[] bytes = exchange.requestBody.bytes
    requests << request
    def fault = faults.find { request ==~ it.request || request == it.request }
    faults.remove(fault)
    if (fault && !fault.lost) {
      fault.headers.each { name, value -> exchange.responseHeaders.add(name as String, value as String) }
      answer(exchange, fault.status as int, fault.body ?: [code: 'Fault', message: 'as ordered', request_id: 'x', resource: exchange.requestURI.path])
      return
    }
    def reply
    try {
      reply = respond(exchange, new String(bytes, StandardCharsets.UTF_8))
    } catch (EmulatedRefusal e) {
      reply = [e.status, [code: e.code, message: e.message, request_id: 'x', resource: exchange.requestURI.path] + e.more]
    } catch (Exception e) {
      e.printStackTrace()
      reply = [500, [code: 'InternalError', message: e.toString()]]
    }
    if (fault) {
      exchange.close()
    } else {
      answer(exchange, reply[0] as int, reply[1])
    }
  }

  private List respond(HttpExchange exchange, String body) {
    def uri = exchange.requestURI
    if (uri.path == '/v2/oauth2/token') {
      return [200, auth.token(form(body), exchange.requestHeaders.getFirst('Authorization'))]
    }
    if (!uri.path.startsWith('/v0.10/')) {
      throw new EmulatedRefusal(404, 'NotFound', 'no such resource')
    }
    def client = auth.client(exchange.requestHeaders.getFirst('Authorization') ?: '')
    Map document = body ? JSON.readValue(body, Map) : [:]
    if (document) {
      posted << document
    }
    def api = new EmulatedApi(tasks, collections, { auth.demand(client, it) })
    api.respond(exchange.requestMethod, uri.path.substring('/v0.10'.length()).split('/').toList().tail(), form(uri.rawQuery ?: ''), document)
  }

  private static void answer(HttpExchange exchange, int status, Object body) {
    byte[] bytes = body instanceof CharSequence ? body.toString().bytes : JSON.writeValueAsBytes(body)
    exchange.responseHeaders.add('Content-Type', body instanceof CharSequence ? 'text/html' : 'application/json')
    exchange.sendResponseHeaders(status, bytes.length)
    exchange.responseBody.withCloseable { it.write(bytes) }
  }

  static Map<String, String> form(String text) {
    text.split('&').findAll { it }.collectEntries {
      def pair = it.split('=', 2)
      [URLDecoder.decode(pair[0], 'UTF-8'), pair.length > 1 ? URLDecoder.decode(pair[1], 'UTF-8') : '']
    }
  }
}
