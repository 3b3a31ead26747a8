package dev.aistreaming.applications.aheadoftime;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application whose bean definitions are worked out while it is built: a native image is made of the same. */
@SpringBootApplication
public class AheadOfTimeApplication {

    public static void main(String[] args) {
        SpringApplication.run(AheadOfTimeApplication.class, args);
    }
}
