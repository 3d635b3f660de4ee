insert into meta.check_result by name select * from previous.meta.check_result order by publication, suite, expectation, column_name;
