package dev.aistreaming.applications.aheadoftime;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application whose bean definitions are computed at build time. A native image is built from the same definitions. */
@SpringBootApplication
public class AheadOfTimeApplication {

    public static void main(String[] args) {
        SpringApplication.run(AheadOfTimeApplication.class, args);
    }
}
