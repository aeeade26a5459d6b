"""The other engines: Firefox by WebDriver BiDi, WebKitGTK by WebDriver, each behind what the tests use of Playwright's pages."""
