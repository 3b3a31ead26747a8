package dev.aistreaming.spring.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets a stream close the connection of a browser that takes nothing, or that must not take an answer for whole, for which servlets have
 * no means; so streams can be written without blocking.
 */
public final class TomcatConnectionValve extends ValveBase {

    /** A valve for an engine, host or context. */
    public TomcatConnectionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request connection = request.getCoyoteRequest();
        Runnable closer = () -> connection.action(ActionCode.CLOSE_NOW, new IOException("the answer was broken off"));
        request.setAttribute(NonBlockingOutput.CLOSER, closer);
        getNext().invoke(request, response);
        if (isOpenStream(request) && hasFailed(connection)) {
            request.getAsyncContext().complete();
        }
    }

    private static boolean isOpenStream(Request request) {
        return request.isAsyncStarted() && !request.isAsyncCompleting() && StreamEmitter.of(request) != null;
    }

    /**
     * Tomcat takes a request back whose response has failed on this thread only if it is over by then, and it tells nobody of
     * what failed while it looked whether the response can be written to.
     */
    private static boolean hasFailed(org.apache.coyote.Request connection) {
        AtomicBoolean failed = new AtomicBoolean();
        connection.action(ActionCode.IS_ERROR, failed);
        return failed.get();
    }
}
