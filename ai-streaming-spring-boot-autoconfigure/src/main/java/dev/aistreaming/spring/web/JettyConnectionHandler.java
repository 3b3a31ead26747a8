package dev.aistreaming.spring.web;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets a stream close the connection of a browser that must not mistake a partial answer for a complete one. The Servlet API has no means
 * for that.
 */
public final class JettyConnectionHandler extends Handler.Wrapper {

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1) {
            Runnable breaker = () -> request.getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .close();
            request.setAttribute(Exchange.BREAKER, breaker);
        }
        return super.handle(request, response, callback);
    }
}
