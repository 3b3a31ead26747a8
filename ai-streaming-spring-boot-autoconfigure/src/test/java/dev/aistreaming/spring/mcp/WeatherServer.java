package dev.aistreaming.spring.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** An MCP server of the SDK's own, over real HTTP, that remembers what it is sent. */
final class WeatherServer implements AutoCloseable {

    private static final String NEWS =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":\"begun\"}}";

    final WeatherTools tools = new WeatherTools();

    /** All bodies. */
    final List<String> received = new CopyOnWriteArrayList<>();

    /** The header {@code Authorization} of each request. */
    final List<String> authorizations = new CopyOnWriteArrayList<>();

    /** Whether the response to a call begins before its tool runs, with news. */
    volatile boolean early;

    private final Tomcat tomcat = new Tomcat();
    private volatile HttpServletStreamableServerTransportProvider transport;
    private volatile McpSyncServer server;

    WeatherServer(int port) throws Exception {
        renew();
        tomcat.setBaseDir(Files.createTempDirectory("mcp").toString());
        tomcat.setPort(port);
        tomcat.getConnector();
        Context context = tomcat.addContext("", null);
        Wrapper servlet = Tomcat.addServlet(context, "mcp", new Recording());
        servlet.setAsyncSupported(true);
        servlet.addMapping("/mcp");
        tomcat.start();
    }

    /** As a server that was started again: it knows no session. */
    void renew() {
        transport = HttpServletStreamableServerTransportProvider.builder().build();
        server = McpServer.sync(transport)
                .serverInfo("weather", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .tools(tools.all())
                .build();
    }

    void add(SyncToolSpecification tool) {
        server.addTool(tool);
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/mcp");
    }

    boolean hasReceived(String text) {
        return received.stream().anyMatch(body -> body.contains(text));
    }

    /** All connections break off, whatever is under way on them. */
    void kill() throws LifecycleException {
        tomcat.getConnector().stop();
        tomcat.getConnector().destroy();
    }

    @Override
    public void close() throws LifecycleException {
        tools.released.countDown();
        tomcat.stop();
        tomcat.destroy();
    }

    private final class Recording extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            byte[] body = request.getInputStream().readAllBytes();
            received.add(new String(body, StandardCharsets.UTF_8));
            authorizations.add(String.valueOf(request.getHeader("Authorization")));
            if (early && hasReceived("tools/call")) {
                response.setContentType("text/event-stream");
                response.setCharacterEncoding("UTF-8");
                response.getWriter().write("event: message\ndata: " + NEWS + "\n\n");
                response.flushBuffer();
            }
            transport.service(new Read(request, body), response);
        }
    }

    private static final class Read extends HttpServletRequestWrapper {

        private final ByteArrayInputStream body;

        Read(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = new ByteArrayInputStream(body);
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {
                @Override
                public int read() {
                    return body.read();
                }

                @Override
                public int read(byte[] bytes, int offset, int length) {
                    return body.read(bytes, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return body.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
