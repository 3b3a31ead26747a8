package dev.aistreaming.spring.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Lets a stream close the connection of a browser that does not read, or that must not mistake a partial answer for a complete one. The
 * Servlet API has no means for that. With it, streams can be written without blocking.
 */
public final class TomcatConnectionValve extends ValveBase {

    /** Creates a valve for an engine, host or context. */
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
     * If a response fails on this thread, Tomcat recycles the request only if it has ended by then. It tells nobody about a failure that
     * occurs while it checks whether the response is writable.
     */
    private static boolean hasFailed(org.apache.coyote.Request connection) {
        AtomicBoolean failed = new AtomicBoolean();
        connection.action(ActionCode.IS_ERROR, failed);
        return failed.get();
    }
}
