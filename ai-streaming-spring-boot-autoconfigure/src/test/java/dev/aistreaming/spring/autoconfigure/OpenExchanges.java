package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.provider.Transports;
import org.springframework.context.ApplicationContext;

/** For tests of other packages: what is under way between an application and its providers. */
public final class OpenExchanges {

    private OpenExchanges() {}

    /** How many exchanges with providers are under way. */
    public static int of(ApplicationContext application) {
        return application.getBean(Transports.class).openExchanges();
    }
}
