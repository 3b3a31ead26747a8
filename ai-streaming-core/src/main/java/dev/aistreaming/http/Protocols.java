package dev.aistreaming.http;

import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.core5.function.Callback;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.ClientHttp1IOEventHandler;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexerFactory;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.ClientH2StreamMultiplexerFactory;
import org.apache.hc.core5.http2.impl.nio.ClientH2UpgradeHandler;
import org.apache.hc.core5.http2.impl.nio.ClientHttp1UpgradeHandler;
import org.apache.hc.core5.http2.impl.nio.HttpProtocolNegotiator;
import org.apache.hc.core5.http2.protocol.H2RequestContent;
import org.apache.hc.core5.http2.protocol.H2RequestTargetHost;
import org.apache.hc.core5.http2.ssl.ApplicationProtocol;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOEventHandlerFactory;
import org.apache.hc.core5.reactor.ProtocolIOSession;

/**
 * Sets up HTTP/1.1 and HTTP/2 on a new connection. Assembled here because the client's own way logs headers, and therefore keys.
 */
final class Protocols implements IOEventHandlerFactory {

    /** There are three of these per connection. If a read finds more data, it continues with the next event. */
    private static final int BUFFER_BYTES = 4 * 1024;

    private static final int MAX_FIELDS = 200;
    private static final int MAX_LINE_BYTES = 16 * 1024;

    /**
     * The window until the listener requests more: the minimum, because only then does the client provide the channel for requests.
     */
    private static final int INITIAL_WINDOW = 1;

    private static final int HTTP2_WINDOW = 16 * 1024;

    private final ClientHttp1StreamDuplexerFactory http1;
    private final ClientH2StreamMultiplexerFactory http2;
    private final Callback<Exception> onException;

    Protocols(Callback<Exception> onException) {
        this.onException = onException;
        HttpProcessor processor = new DefaultHttpProcessor(
                H2RequestTargetHost.INSTANCE, H2RequestContent.INSTANCE, new RequestUserAgent("ai-streaming"));
        Http1Config config = Http1Config.custom()
                .setBufferSize(BUFFER_BYTES)
                .setMaxHeaderCount(MAX_FIELDS)
                .setMaxLineLength(MAX_LINE_BYTES)
                .setInitialWindowSize(INITIAL_WINDOW)
                .build();
        this.http1 = new ClientHttp1StreamDuplexerFactory(
                processor,
                config,
                CharCodingConfig.DEFAULT,
                DefaultClientConnectionReuseStrategy.INSTANCE,
                () -> new HeadParser(config),
                null,
                new Framing(),
                null,
                null);
        H2Config http2Config = H2Config.custom()
                .setPushEnabled(false)
                .setInitialWindowSize(HTTP2_WINDOW)
                .setMaxHeaderListSize(HeadParser.MAX_BYTES)
                .build();
        this.http2 = new ClientH2StreamMultiplexerFactory(processor, null, http2Config, CharCodingConfig.DEFAULT, null);
    }

    @Override
    public IOEventHandler createHandler(ProtocolIOSession session, Object attachment) {
        Connecting connecting = (Connecting) attachment;
        connecting.loan().connecting(session);
        if (connecting.versions() == HttpVersionPolicy.FORCE_HTTP_1) {
            return new ClientHttp1IOEventHandler(http1.create(session));
        }
        session.registerProtocol(ApplicationProtocol.HTTP_1_1.id, new ClientHttp1UpgradeHandler(http1));
        session.registerProtocol(ApplicationProtocol.HTTP_2.id, new ClientH2UpgradeHandler(http2, onException));
        return new HttpProtocolNegotiator(session, null);
    }
}
