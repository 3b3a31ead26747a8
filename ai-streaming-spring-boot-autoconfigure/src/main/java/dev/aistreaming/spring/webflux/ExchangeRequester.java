package dev.aistreaming.spring.webflux;

import dev.aistreaming.spring.publish.Requester;
import java.util.concurrent.Executor;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.context.request.RequestContextHolder;

/** Opens a stream with its exchange as the current request, which the thread forgets afterwards. */
final class ExchangeRequester implements Requester {

    private final ExchangeRequest request;
    private final Executor context;

    ExchangeRequester(ExchangeRequest request, Executor context) {
        this.request = request;
        this.context = context;
    }

    @Override
    public void run(Runnable opening) {
        context.execute(() -> {
            RequestContextHolder.setRequestAttributes(request);
            LocaleContextHolder.setLocaleContext(request.localeContext());
            try {
                opening.run();
            } finally {
                LocaleContextHolder.resetLocaleContext();
                RequestContextHolder.resetRequestAttributes();
            }
        });
    }

    @Override
    public void closeConnection() {
        request.closeConnection();
    }
}
